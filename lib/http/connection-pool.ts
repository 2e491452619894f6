import type { Exchange } from "./exchange";
import type { Connection, GuardedConnect } from "./guarded-connect";
import { ReceiverConnection } from "./receiver-connection";

/** The connections to one origin: each sends one request at a time, and is kept for the next one. */
export class ConnectionPool {
  readonly #idleConnections: ReceiverConnection[] = [];
  readonly #waitingExchanges: Exchange[] = [];
  #size = 0;

  /**
   * @param url a URL of the origin
   * @param max the most connections; further requests wait for one
   * @param onEmptied is called when no connection is left and no request waits for one
   */
  constructor(
    private readonly url: URL,
    private readonly connect: GuardedConnect,
    private readonly max: number,
    private readonly onEmptied: () => void,
  ) {}

  send(exchange: Exchange): void {
    let idle = this.#idleConnections.pop();
    while (idle?.hasEnded) idle = this.#idleConnections.pop();
    if (idle) idle.send(exchange);
    else if (this.#size < this.max) this.#open(exchange);
    else this.#waitingExchanges.push(exchange);
  }

  /** Sends a request on a new connection, even beyond `max`, because every idle connection may be stale too. */
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
        this.#onClosed();
        return;
      }
      const receiverConnection = new ReceiverConnection(connection, socket, {
        onIdle: () => this.#reuseOrKeep(receiverConnection),
        onClosed: () => {
          const at = this.#idleConnections.indexOf(receiverConnection);
          if (at >= 0) this.#idleConnections.splice(at, 1);
          this.#onClosed();
        },
      });
      // The exchange may have reached its deadline while the connection was being opened.
      if (exchange.isSettled) this.#reuseOrKeep(receiverConnection);
      else receiverConnection.send(exchange);
    });
    exchange.onOpening(connection);
  }

  /** Sends the next waiting request on a connection, or keeps the connection idle. */
  #reuseOrKeep(connection: ReceiverConnection): void {
    const next = this.#takeNextWaiting();
    if (next) connection.send(next);
    else {
      this.#idleConnections.push(connection);
      connection.keep();
    }
  }

  #onClosed(): void {
    this.#size -= 1;
    const next = this.#size < this.max ? this.#takeNextWaiting() : undefined;
    if (next) this.#open(next);
    else if (this.#size === 0) this.onEmptied();
  }

  /** Removes and returns the next waiting exchange. Exchanges that were settled while waiting are dropped. */
  #takeNextWaiting(): Exchange | undefined {
    for (;;) {
      const next = this.#waitingExchanges.shift();
      if (!next?.isSettled) return next;
    }
  }
}
