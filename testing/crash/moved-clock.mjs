// Loaded before a worker under test. On request it moves the worker's clocks, as when somebody sets a machine's time or when a
// virtual machine was suspended.
const RealDate = globalThis.Date;
const realNow = performance.now.bind(performance);
let dateMs = 0;
let monotonicMs = 0;

globalThis.Date = class extends RealDate {
  constructor(...args) {
    if (args.length === 0) super(RealDate.now() + dateMs);
    else super(...args);
  }
  static now() {
    return RealDate.now() + dateMs;
  }
};
performance.now = () => realNow() + monotonicMs;

process.on("message", (moved) => {
  dateMs = moved.dateMs ?? dateMs;
  monotonicMs += moved.monotonicMs ?? 0;
  process.send?.("moved");
});
