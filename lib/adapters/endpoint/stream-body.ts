import type { ApiRequest } from "./http-messages";
import { Problem } from "./problem";
import { tooLarge } from "./read-json";

/**
 * Returns the body of a request in pieces, as it arrives. Throws a 413 for more than `maxBytes`, and a 400 for a body that is shorter
 * than its Content-Length: a truncated list must not be taken for a complete one.
 */
export async function* streamBody(request: ApiRequest, maxBytes: number): AsyncGenerator<Uint8Array> {
  const announced = request.headers.get("content-length");
  let size = 0;
  for await (const piece of request.streamBody()) {
    size += piece.byteLength;
    if (size > maxBytes) throw tooLarge(maxBytes);
    yield piece;
  }
  if (announced === null || size === Number(announced)) return;
  const detail = `The body has ${size} bytes, but its Content-Length says ${announced}. Send all of it.`;
  throw new Problem(400, "incomplete_body", detail);
}
