import type { Socket } from "node:net";
import type { Exchange } from "./exchange";
import type { Connection } from "./guarded-connect";
import type { ResponseHead } from "./response-head";
import { ResponseParser } from "./response-parser";

/** How long an idle connection is kept if the receiver announces no limit: many servers close idle connections after 5 s. */
const defaultIdleMs = 4_000;
/** The longest idle time, whatever the receiver announces (Keep-Alive: timeout=60). */
const maxIdleMs = 30_000;
/** Subtracted from the idle time that a receiver announces, so that the receiver does not close the connection first. */
const idleMarginMs = 2_000;

/** The error when the connection ends before the response is complete. */
export class ConnectionEnded extends Error {
  override name = "ConnectionEnded";
}

/** An open connection: sends one request at a time, and reads its response. */
export class ReceiverConnection {
  readonly #connection: Connection;
  readonly #socket: Socket;
  readonly #callbacks: { onIdle(): void; onClosed(): void };
  readonly #parser: ResponseParser;
  #exchange: Exchange | undefined;
  #idleMs = defaultIdleMs;
  #idleTimer: NodeJS.Timeout | undefined;

  constructor(connection: Connection, socket: Socket, callbacks: { onIdle(): void; onClosed(): void }) {
    this.#connection = connection;
    this.#socket = socket;
    this.#callbacks = callbacks;
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
      callbacks.onClosed();
    });
  }

  /** Whether the connection has ended, so that nothing can be sent. `onClosed` may not have been called yet. */
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

  /** Keeps the connection idle, and closes it after its idle time. */
  keep(): void {
    this.#idleTimer = setTimeout(() => this.#socket.destroy(), this.#idleMs).unref();
  }

  #onBytes(chunk: Buffer): void {
    // Bytes that arrive while no request is open belong to no response.
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
    // If the response came before the whole request was sent, the connection still sends the rest of that request.
    const canReuse = reusable && this.#idleMs > 0 && exchange?.keepAlive && this.#socket.writableLength === 0;
    exchange?.onEnd();
    if (canReuse && !this.#socket.destroyed) this.#callbacks.onIdle();
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

  /** Closes the connection: its exchange is settled and does not need the rest of the response. */
  #drop(): void {
    this.#exchange = undefined;
    this.#parser.stop();
    this.#socket.destroy();
  }
}
