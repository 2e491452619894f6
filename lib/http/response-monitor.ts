import type { Socket } from "node:net";

const [zero, one, two] = [0x30, 0x31, 0x32];
/** The index of the status in "HTTP/1.1 200". */
const statusOffset = 9;
const endOfHead = "\n\r\n";

/**
 * Watches the responses on a connection, to make up for three things in undici:
 * - undici closes a connection that receives an unrequested "100 Continue", though a client must accept any number of 1xx
 *   before the response (RFC 9110, section 15.2). undici accepts every 1xx but 100 and 101, so one digit is changed and it sees
 *   a 102. 100 and 102 mean "keep waiting" to a client that has sent its whole request. Parsing and limits are left to undici.
 * - undici does not say whether a connection that failed had received any byte of the response.
 * - Where the end of the connection marks the end of the body, undici takes a connection reset for the end of the body.
 */
export class ResponseMonitor {
  /** Whether a byte was received since `expect`. */
  started = false;
  /** Whether the connection ended with an error. */
  errored = false;
  #part: "status" | "interim" | "rest" = "rest";
  #position = 0;
  #zeros = 0;
  #matched = 0;

  constructor(socket: Socket) {
    // Before undici's own listener, which may end the response.
    socket.prependListener("error", () => {
      this.errored = true;
    });
    const push = socket.push.bind(socket);
    // The platform calls this with everything that it reads, however the socket is consumed.
    socket.push = (chunk: unknown, encoding?: BufferEncoding) => {
      if (chunk instanceof Uint8Array && chunk.length > 0) this.#inspect(chunk);
      return push(chunk, encoding);
    };
  }

  /** Call it before a request is sent: the next byte is the first of its response. */
  expect(): void {
    this.started = false;
    this.#startOfHead();
  }

  #startOfHead(): void {
    this.#part = "status";
    this.#position = 0;
    this.#zeros = 0;
    this.#matched = 0;
  }

  #inspect(chunk: Uint8Array): void {
    this.started = true;
    // The usual case: the whole status in the first chunk, and not a 1xx.
    if (this.#position === 0 && chunk.length > statusOffset && chunk[statusOffset] !== one)
      this.#part = "rest";
    for (let index = 0; index < chunk.length && this.#part !== "rest"; index += 1) {
      if (this.#part === "status") this.#readStatus(chunk, index);
      else this.#findEnd(chunk[index]);
    }
  }

  #readStatus(chunk: Uint8Array, index: number): void {
    const digit = this.#position - statusOffset;
    this.#position += 1;
    if (digit < 0) return;
    if (digit === 0) {
      if (chunk[index] !== one) this.#part = "rest";
      return;
    }
    if (chunk[index] === zero) this.#zeros += 1;
    if (digit < 2) return;
    if (this.#zeros === 2) chunk[index] = two;
    this.#part = "interim";
  }

  #findEnd(byte: number | undefined): void {
    if (byte === endOfHead.charCodeAt(this.#matched)) this.#matched += 1;
    else this.#matched = byte === 0x0a ? 1 : 0;
    if (this.#matched === endOfHead.length) this.#startOfHead();
  }
}
