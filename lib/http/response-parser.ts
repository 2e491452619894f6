import { InvalidResponse, isHeaderLine, parseHead, type ResponseHead } from "./response-head";

/** The most bytes of a status line with its headers, and of a chunked body's trailers. */
const maxHeadBytes = 64 * 1024;
/** The most bytes of the line before a chunk. */
const maxChunkLineBytes = 4 * 1024;

/** The line before a chunk. Leading zeros are common, because some servers pad the size to a fixed width. */
const chunkLinePattern = /^0*([0-9a-f]{1,12})(?:[ \t]*;[^\r\n]*)?$/i;
const [lineFeed, carriageReturn, capitalH] = [0x0a, 0x0d, 0x48];

/** The callbacks of a parser. */
export interface ResponseHandler {
  /** Called with the head of each 1xx response (RFC 9110, section 15.2) and of the final response. */
  onHead(head: ResponseHead): void;
  onData(chunk: Buffer): void;
  /** @param reusable whether the next request may be sent on the same connection */
  onEnd(reusable: boolean): void;
}

type Part = "head" | "body" | "chunk-line" | "chunk-end" | "trailers" | "until-close" | "done";

/**
 * Parses the response to one request at a time (RFC 9112). It is as strict as most parsers: the end of a response must not be
 * ambiguous. `push` throws InvalidResponse.
 */
export class ResponseParser {
  readonly #handler: ResponseHandler;
  /** Whether a response has begun: line breaks before it do not count. */
  hasBegun = false;
  #part: Part = "done";
  /** An incomplete head or line, and how many of its bytes have been searched for its end. */
  #heldBytes: Buffer | undefined;
  #searchedLength = 0;
  /** The bytes left in the body or the chunk, or the bytes that trailers may still take. */
  #bytesLeft = 0;
  #isChunked = false;
  #keepAlive = true;

  constructor(handler: ResponseHandler) {
    this.#handler = handler;
  }

  /** Starts parsing a response: the next byte is its first. */
  expect(): void {
    this.#part = "head";
    this.hasBegun = false;
  }

  /** Ignores all further bytes of the response, because the request is settled. */
  stop(): void {
    this.#part = "done";
    this.#heldBytes = undefined;
  }

  push(chunk: Buffer): void {
    const bytes = this.#heldBytes ? Buffer.concat([this.#heldBytes, chunk]) : chunk;
    this.#heldBytes = undefined;
    for (let at = 0; at < bytes.length && this.#part !== "done"; ) {
      const next = this.#step(bytes, at);
      if (next === undefined) {
        this.#heldBytes = bytes.subarray(at);
        return;
      }
      at = next;
    }
  }

  /** Handles the end of the connection. @returns whether the response is complete */
  end(): boolean {
    if (this.#part === "until-close") this.#finish(false);
    return this.#part === "done";
  }

  /** Parses one part. @returns where the next part begins; undefined if more bytes are needed */
  #step(bytes: Buffer, at: number): number | undefined {
    switch (this.#part) {
      case "head":
        return this.#readHead(bytes, at);
      case "body":
        return this.#readBody(bytes, at);
      case "chunk-line":
        return this.#readLine(bytes, at, maxChunkLineBytes, (line) => this.#startChunk(line));
      case "chunk-end":
        return this.#readLine(bytes, at, 0, () => {
          this.#part = "chunk-line";
        });
      case "trailers":
        return this.#readLine(bytes, at, this.#bytesLeft, (line, end) => {
          this.#bytesLeft -= line.length;
          if (line === "") this.#finish(end === bytes.length);
          else if (!isHeaderLine(line)) throw new InvalidResponse("an invalid trailer");
        });
      default:
        this.#handler.onData(bytes.subarray(at));
        return bytes.length;
    }
  }

  #readHead(bytes: Buffer, at: number): number | undefined {
    // Some servers send an extra line break after a body, as some clients do (RFC 9112, section 2.2). It is skipped.
    if (this.#searchedLength === 0 && (bytes[at] === carriageReturn || bytes[at] === lineFeed)) return at + 1;
    this.hasBegun = true;
    if (bytes[at] !== capitalH) throw new InvalidResponse("another protocol");
    const end = bytes.indexOf("\r\n\r\n", at + Math.max(0, this.#searchedLength - 3));
    if (end < 0) {
      this.#rejectBareLineFeeds(bytes, at);
      this.#searchedLength = bytes.length - at;
      if (this.#searchedLength > maxHeadBytes) throw new InvalidResponse("headers too long");
      return undefined;
    }
    this.#searchedLength = 0;
    if (end - at > maxHeadBytes) throw new InvalidResponse("headers too long");
    const head = parseHead(bytes.subarray(at, end));
    const next = end + 4;
    this.#handler.onHead(head);
    // After a 1xx response, another head follows. The handler may also have stopped this parser.
    if (head.status < 200 || this.#part === "done") return next;
    this.#keepAlive = head.keepAlive;
    this.#isChunked = head.body === "chunked";
    if (head.body === 0) this.#finish(next === bytes.length);
    else if (head.body === "chunked") this.#part = "chunk-line";
    else if (head.body === "until-close") this.#part = "until-close";
    else {
      this.#bytesLeft = head.body;
      this.#part = "body";
    }
    return next;
  }

  /** Rejects a bare line feed before the head is complete, because a head with bare line feeds may never have the expected end. */
  #rejectBareLineFeeds(bytes: Buffer, at: number): void {
    for (let from = at + this.#searchedLength; ; ) {
      const found = bytes.indexOf(lineFeed, from);
      if (found < 0) return;
      if (bytes[found - 1] !== carriageReturn) throw new InvalidResponse("a bare line feed");
      from = found + 1;
    }
  }

  /** Reads a body or a chunk whose length is known. */
  #readBody(bytes: Buffer, at: number): number {
    const next = Math.min(bytes.length, at + this.#bytesLeft);
    this.#bytesLeft -= next - at;
    this.#handler.onData(bytes.subarray(at, next));
    if (this.#bytesLeft === 0 && this.#part === "body") {
      if (this.#isChunked) this.#part = "chunk-end";
      else this.#finish(next === bytes.length);
    }
    return next;
  }

  #readLine(
    bytes: Buffer,
    at: number,
    maxBytes: number,
    onLine: (line: string, end: number) => void,
  ): number | undefined {
    const lineEnd = bytes.indexOf("\r\n", at);
    const length = (lineEnd < 0 ? bytes.length - 1 : lineEnd) - at;
    if (length > maxBytes) throw new InvalidResponse("a line that is too long");
    if (lineEnd < 0) {
      if (bytes.indexOf(lineFeed, at) >= 0) throw new InvalidResponse("a bare line feed");
      return undefined;
    }
    onLine(bytes.toString("latin1", at, lineEnd), lineEnd + 2);
    return lineEnd + 2;
  }

  #startChunk(line: string): void {
    const [, digits] = chunkLinePattern.exec(line) ?? [];
    if (digits === undefined) throw new InvalidResponse("invalid chunk size");
    const size = Number.parseInt(digits, 16);
    this.#bytesLeft = size === 0 ? maxHeadBytes : size;
    this.#part = size === 0 ? "trailers" : "body";
  }

  /** Ends the response. @param isLast whether no bytes follow the response; bytes that follow belong to no request */
  #finish(isLast: boolean): void {
    this.#part = "done";
    this.#handler.onEnd(this.#keepAlive && isLast);
  }
}
