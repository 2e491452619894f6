import { Client, type Dispatcher } from "undici";
import type { Connection, GuardedConnect } from "./guarded-connect";

/** One keep-alive line to one origin; its connection changes when the receiver closes it. */
export interface Line {
  connection?: Connection;
}

/** What a client must know about the request that it is given. */
export interface Passenger {
  /** The line that took the request. */
  line: Line | undefined;
  /** Whether nobody waits for it any more. */
  settled: boolean;
}

export type GuardedDispatchOptions = Dispatcher.DispatchOptions & { passenger: Passenger };

/**
 * undici's client (one connection at a time, no pipelining), which tells each request the line it travels on. That
 * is how a request knows the addresses and the timing of its own socket, whatever else runs at the same time.
 */
export class GuardedClient extends Client {
  readonly #line: Line;

  constructor(origin: URL, options: object, connect: GuardedConnect) {
    const line: Line = {};
    super(origin, {
      ...options,
      connect: (target, done) => {
        line.connection = connect(target, done);
      },
    });
    this.#line = line;
  }

  override dispatch(options: GuardedDispatchOptions, handler: Dispatcher.DispatchHandler): boolean {
    // It waited in the pool's queue until its deadline: do not connect for it. `true`: the client is still free.
    if (options.passenger.settled) return true;
    options.passenger.line = this.#line;
    return super.dispatch(options, handler);
  }
}
