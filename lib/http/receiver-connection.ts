import type { Socket } from "node:net";
import type { Exchange } from "./exchange";
import type { Connection } from "./guarded-connect";
import type { ResponseHead } from "./response-head";
import { ResponseParser } from "./response-parser";

/** Less than the 5 s after which many servers close an idle connection. */
const defaultIdleMs = 4_000;
/** The cap on a receiver's own limit, which is shortened by a margin so that the receiver does not close first. */
const maxIdleMs = 30_000;
const idleMarginMs = 2_000;

/** The connection ended before the response was complete. */
export class ConnectionEnded extends Error {
  override name = "ConnectionEnded";
}

/** An open connection: sends one request at a time, and reads its response. */
export class ReceiverConnection {
  readonly #connection: Connection;
  readonly #socket: Socket;
  readonly #on: { idle(): void; closed(): void };
  readonly #parser: ResponseParser;
  #exchange: Exchange | undefined;
  #idleMs = defaultIdleMs;
  #idleTimer: NodeJS.Timeout | undefined;

  constructor(connection: Connection, socket: Socket, on: { idle(): void; closed(): void }) {
    this.#connection = connection;
    this.#socket = socket;
    this.#on = on;
    this.#parser = new ResponseParser({
      onHead: (head) => this.#onHead(head),
      onData: (chunk) => this.#exchange?.onData(chunk),
      onEnd: (reusable) => this.#onEnd(reusable),
    });
    socket.on("data", (chunk: Buffer) => this.#onBytes(chunk));
    socket.once("end", () => this.#onEndOfInput());
    socket.on("error", (error) => this.#fail(error));
    socket.once("close", () => {
      clearTimeout(this.#idleTimer);
      this.#fail(new ConnectionEnded("closed"));
      on.closed();
    });
  }

  /** Whether nothing can be sent any more. `closed` may be called a moment later. */
  get hasEnded(): boolean {
    return this.#socket.destroyed;
  }

  send(exchange: Exchange): void {
    clearTimeout(this.#idleTimer);
    this.#exchange = exchange;
    this.#parser.expect();
    exchange.onSending(this.#connection, () => this.#drop());
    this.#socket.write(exchange.bytes);
  }

  /** Keeps the connection idle, and closes it after a while. */
  keep(): void {
    this.#idleTimer = setTimeout(() => this.#socket.destroy(), this.#idleMs).unref();
  }

  #onBytes(chunk: Buffer): void {
    // No request is open.
    if (!this.#exchange) return void this.#socket.destroy();
    const exchange = this.#exchange;
    try {
      this.#parser.push(chunk);
      exchange.hasResponseBegun ||= this.#parser.hasBegun;
    } catch (error) {
      exchange.hasResponseBegun = true;
      this.#fail(error as Error);
      this.#socket.destroy();
    }
  }

  #onHead(head: ResponseHead): void {
    if (head.idleMs !== undefined) this.#idleMs = Math.min(head.idleMs - idleMarginMs, maxIdleMs);
    this.#exchange?.onHead(head);
  }

  #onEnd(reusable: boolean): void {
    const exchange = this.#exchange;
    this.#exchange = undefined;
    // A response that came before the whole request was sent leaves the rest of the request on the connection.
    const keeps = reusable && this.#idleMs > 0 && exchange?.keepAlive && this.#socket.writableLength === 0;
    exchange?.onEnd();
    if (keeps && !this.#socket.destroyed) this.#on.idle();
    else this.#socket.destroy();
  }

  #onEndOfInput(): void {
    if (this.#exchange && !this.#parser.end()) this.#fail(new ConnectionEnded("ended"));
    this.#socket.destroy();
  }

  #fail(error: Error): void {
    const exchange = this.#exchange;
    this.#exchange = undefined;
    this.#parser.stop();
    exchange?.onError(error);
  }

  /** The exchange is settled: the rest is not needed. */
  #drop(): void {
    this.#exchange = undefined;
    this.#parser.stop();
    this.#socket.destroy();
  }
}
