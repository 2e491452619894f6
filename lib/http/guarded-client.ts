import { Client, type Dispatcher } from "undici";
import type { Connection, GuardedConnect } from "./guarded-connect";

/** The state of one client: its present connection, which changes when the receiver closes it. */
export interface ConnectionState {
  connection?: Connection;
}

/** What a client must know about a request. */
export interface PendingRequest {
  /** Set to the state of the client that took the request. */
  connectionState: ConnectionState | undefined;
  /** Whether it has its result already. */
  settled: boolean;
}

export type GuardedDispatchOptions = Dispatcher.DispatchOptions & { request: PendingRequest };

/**
 * undici's client (one connection at a time, no pipelining), which gives each request the state of its connection. So a
 * request knows the addresses and the timing of its own socket, whatever else runs at the same time.
 */
export class GuardedClient extends Client {
  readonly #connectionState: ConnectionState;

  constructor(origin: URL, options: object, connect: GuardedConnect) {
    const connectionState: ConnectionState = {};
    super(origin, {
      ...options,
      connect: (target, done) => {
        connectionState.connection = connect(target, done);
      },
    });
    this.#connectionState = connectionState;
  }

  override dispatch(options: GuardedDispatchOptions, handler: Dispatcher.DispatchHandler): boolean {
    // Its deadline passed in the pool's queue: do not connect for it. `true`: the client is still free.
    if (options.request.settled) return true;
    options.request.connectionState = this.#connectionState;
    return super.dispatch(options, handler);
  }
}
