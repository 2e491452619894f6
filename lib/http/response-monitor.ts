import type { Socket } from "node:net";

const [zero, one, two] = [0x30, 0x31, 0x32];
/** Where the status begins in "HTTP/1.1 200". */
const statusAt = 9;
const endOfHead = "\n\r\n";

/**
 * Watches the answers on a connection, for three things that undici does not do.
 *
 * It closes a connection on which an unrequested "100 Continue" comes, though a client must take any number of 1xx
 * before the answer (RFC 9110, section 15.2). All others it takes: so a 100 is passed to it as 102, one digit changed
 * on its way. Both mean "go on waiting" to a client that has sent its whole request. Parsing and limits stay undici's.
 *
 * It does not say whether a connection that broke had brought any byte of the answer. And where the end of the
 * connection is the end of the body, it takes a reset for such an end.
 */
export class ResponseMonitor {
  /** Whether a byte has come since `expect`. */
  begun = false;
  /** Whether the connection ended by an error. */
  broken = false;
  #part: "status" | "interim" | "rest" = "rest";
  #position = 0;
  #zeros = 0;
  #matched = 0;

  constructor(socket: Socket) {
    // Before undici's own listener, which may end the answer.
    socket.prependListener("error", () => {
      this.broken = true;
    });
    const push = socket.push.bind(socket);
    // What the platform calls with everything that it has read, whoever reads the socket and however.
    socket.push = (chunk: unknown, encoding?: BufferEncoding) => {
      if (chunk instanceof Uint8Array && chunk.length > 0) this.#look(chunk);
      return push(chunk, encoding);
    };
  }

  /** A request is about to be sent: the next byte is the first of its answer. */
  expect(): void {
    this.begun = false;
    this.#startOfHead();
  }

  #startOfHead(): void {
    this.#part = "status";
    this.#position = 0;
    this.#zeros = 0;
    this.#matched = 0;
  }

  #look(chunk: Uint8Array): void {
    this.begun = true;
    // Nearly always: all of a status in the first bytes, and no 1xx.
    if (this.#position === 0 && chunk.length > statusAt && chunk[statusAt] !== one) this.#part = "rest";
    for (let index = 0; index < chunk.length && this.#part !== "rest"; index += 1) {
      if (this.#part === "status") this.#lookAtStatus(chunk, index);
      else this.#lookForEnd(chunk[index]);
    }
  }

  #lookAtStatus(chunk: Uint8Array, index: number): void {
    const digit = this.#position - statusAt;
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

  #lookForEnd(byte: number | undefined): void {
    if (byte === endOfHead.charCodeAt(this.#matched)) this.#matched += 1;
    else this.#matched = byte === 0x0a ? 1 : 0;
    if (this.#matched === endOfHead.length) this.#startOfHead();
  }
}
