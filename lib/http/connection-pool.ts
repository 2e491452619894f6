import type { Exchange } from "./exchange";
import type { Connection, GuardedConnect } from "./guarded-connect";
import { ReceiverConnection } from "./receiver-connection";

/** The connections to one origin: each sends one request at a time, and is kept for the next one. */
export class ConnectionPool {
  readonly #idle: ReceiverConnection[] = [];
  readonly #waiting: Exchange[] = [];
  #size = 0;

  /**
   * @param url of the origin
   * @param max connections; further requests wait for one
   * @param emptied is called when no connection is left and no request waits for one
   */
  constructor(
    private readonly url: URL,
    private readonly connect: GuardedConnect,
    private readonly max: number,
    private readonly emptied: () => void,
  ) {}

  send(exchange: Exchange): void {
    let idle = this.#idle.pop();
    while (idle?.ended) idle = this.#idle.pop();
    if (idle) idle.send(exchange);
    else if (this.#size < this.max) this.#open(exchange);
    else this.#waiting.push(exchange);
  }

  /** Sends a request on a new connection, even beyond `max`: every idle one may be stale too. */
  sendOnNew(exchange: Exchange): void {
    this.#open(exchange);
  }

  #open(exchange: Exchange): void {
    this.#size += 1;
    const { protocol, host, port } = this.url;
    // A URL keeps the brackets of an IPv6 address.
    const hostname = this.url.hostname.replace(/^\[|\]$/g, "");
    const connection: Connection = this.connect({ protocol, hostname, host, port }, (error, socket) => {
      if (error) {
        exchange.onError(error);
        this.#closed();
        return;
      }
      const kept = new ReceiverConnection(connection, socket, {
        idle: () => this.#free(kept),
        closed: () => {
          const at = this.#idle.indexOf(kept);
          if (at >= 0) this.#idle.splice(at, 1);
          this.#closed();
        },
      });
      // Its deadline may have passed at this very moment.
      if (exchange.settled) this.#free(kept);
      else kept.send(exchange);
    });
    exchange.onOpening(connection);
  }

  #free(connection: ReceiverConnection): void {
    const next = this.#nextWaiting();
    if (next) connection.send(next);
    else {
      this.#idle.push(connection);
      connection.keep();
    }
  }

  #closed(): void {
    this.#size -= 1;
    const next = this.#size < this.max ? this.#nextWaiting() : undefined;
    if (next) this.#open(next);
    else if (this.#size === 0) this.emptied();
  }

  /** Leaves out those that were settled while waiting. */
  #nextWaiting(): Exchange | undefined {
    for (;;) {
      const next = this.#waiting.shift();
      if (!next?.settled) return next;
    }
  }
}
