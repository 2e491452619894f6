import { Client, type Dispatcher } from "undici";
import type { Connection, GuardedConnect } from "./guarded-connect";

/** One keep-alive line to one origin; its connection changes when the receiver closes it. */
export interface ConnectionState {
  connection?: Connection;
}

/** What a client must know about the request that it is given. */
export interface PendingRequest {
  /** The line that took the request. */
  line: ConnectionState | undefined;
  /** Whether nobody waits for it any more. */
  settled: boolean;
}

export type GuardedDispatchOptions = Dispatcher.DispatchOptions & { pending: PendingRequest };

/**
 * undici's client (one connection at a time, no pipelining), which tells each request the line it travels on. That
 * is how a request knows the addresses and the timing of its own socket, whatever else runs at the same time.
 */
export class GuardedClient extends Client {
  readonly #line: ConnectionState;

  constructor(origin: URL, options: object, connect: GuardedConnect) {
    const line: ConnectionState = {};
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
    if (options.pending.settled) return true;
    options.pending.line = this.#line;
    return super.dispatch(options, handler);
  }
}
