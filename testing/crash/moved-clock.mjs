// Loaded before a worker under test, to move its clocks on request: as when a machine's time is set, or when a virtual
// machine was suspended.
const RealDate = globalThis.Date;
const realNow = performance.now.bind(performance);
let dateMs = 0;
let monotonicMs = 0;

globalThis.Date = class extends RealDate {
  constructor(...given) {
    if (given.length === 0) super(RealDate.now() + dateMs);
    else super(...given);
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
