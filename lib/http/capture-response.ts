import { RESPONSE_CAPTURE_BYTES } from "./send-result";

/** The captured part of a response body. It uses a single buffer, so a body takes little memory even if it arrives byte by byte. */
export class CapturedBody {
  #buffer: Buffer | undefined;
  #length = 0;

  /** Copies a chunk, which is a view of a far larger buffer. @returns whether the whole chunk fits */
  add(chunk: Uint8Array): boolean {
    const fits = Math.min(chunk.length, RESPONSE_CAPTURE_BYTES - this.#length);
    if (this.#buffer === undefined) {
      this.#buffer = Buffer.from(chunk.subarray(0, fits));
    } else {
      if (this.#buffer.length < RESPONSE_CAPTURE_BYTES) {
        const larger = Buffer.allocUnsafe(RESPONSE_CAPTURE_BYTES);
        this.#buffer.copy(larger);
        this.#buffer = larger;
      }
      this.#buffer.set(chunk.subarray(0, fits), this.#length);
    }
    this.#length += fits;
    return fits === chunk.length;
  }

  bytes(): Uint8Array {
    if (this.#buffer === undefined) return new Uint8Array(0);
    return this.#buffer.length === this.#length
      ? this.#buffer
      : Buffer.from(this.#buffer.subarray(0, this.#length));
  }
}

/**
 * Joins several values of a header with ", " (RFC 9110, 5.3), and keeps the headers that fit into RESPONSE_CAPTURE_BYTES. Names
 * count toward this limit, and a header is kept whole or not at all. Retry-After comes first: it decides when the next attempt is
 * made, so it must not be dropped.
 * @param rawHeaders lower-case names and values alternate
 */
export function captureHeaders(rawHeaders: readonly string[]): {
  headers: Record<string, string>;
  truncated: boolean;
} {
  // The record has no prototype if the receiver sent a header named "__proto__".
  const makeRecord = (): Record<string, string> =>
    rawHeaders.includes("__proto__") ? Object.create(null) : {};
  const joined = makeRecord();
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index] as string;
    const value = rawHeaders[index + 1] as string;
    joined[name] = Object.hasOwn(joined, name) ? `${joined[name]}, ${value}` : value;
  }
  const headers = makeRecord();
  let remaining = RESPONSE_CAPTURE_BYTES;
  let truncated = false;
  const keepHeader = (name: string, value: string) => {
    const size = name.length + value.length;
    if (size > remaining) truncated = true;
    else {
      headers[name] = value;
      remaining -= size;
    }
  };
  if (Object.hasOwn(joined, "retry-after")) keepHeader("retry-after", joined["retry-after"] as string);
  for (const name in joined) if (name !== "retry-after") keepHeader(name, joined[name] as string);
  return { headers, truncated };
}
