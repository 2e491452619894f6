import type { Exchange } from "./exchange";
import type { Connection, GuardedConnect } from "./guarded-connect";
import { KeptConnection } from "./kept-connection";

/** The connections to one origin: each sends one request at a time, and is kept for the next one. */
export class ConnectionPool {
  readonly #idle: KeptConnection[] = [];
  readonly #waiting: Exchange[] = [];
  #size = 0;

  /**
   * @param url of the origin
   * @param max connections; further requests wait for one
   * @param emptied is called when there is no connection any more, and no request waits for one
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

  /** Sends a request on a connection of its own making, however many there are: every other one may be as stale. */
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
      const kept = new KeptConnection(connection, socket, {
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

  #free(connection: KeptConnection): void {
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

  /** Those whose deadline passed while they waited are left out. */
  #nextWaiting(): Exchange | undefined {
    for (;;) {
      const next = this.#waiting.shift();
      if (!next?.settled) return next;
    }
  }
}
