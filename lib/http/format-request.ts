/** A valid header name (RFC 9110, section 5.6.2). */
const namePattern = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
/** A valid header value. It cannot contain a line break, which would begin another header. */
const valuePattern = /^[\t\x20-\x7e\x80-\xff]*$/;
/** Headers that frame the message or choose the host. Callers cannot set them. */
const reservedNames = new Set([
  ...["host", "connection", "content-length", "transfer-encoding"],
  ...["keep-alive", "upgrade", "expect", "trailer", "te"],
]);

/**
 * Returns the bytes of a request (RFC 9112, section 3), or null if a header is invalid or would change how the message is framed.
 * @param keepAlive whether the receiver may keep the connection open
 */
export function formatRequest(
  { method, headers, body }: { method: string; headers: Record<string, string>; body: Uint8Array },
  url: URL,
  keepAlive: boolean,
): Buffer | null {
  let head = `${method} ${url.pathname}${url.search} HTTP/1.1\r\nhost: ${url.host}\r\nconnection: ${keepAlive ? "keep-alive" : "close"}\r\n`;
  for (const name in headers) {
    const value = headers[name] as string;
    if (!namePattern.test(name) || !valuePattern.test(value) || reservedNames.has(name.toLowerCase()))
      return null;
    head += `${name}: ${value}\r\n`;
  }
  // A GET or DELETE request without a body needs no Content-Length (RFC 9110, section 8.6).
  head +=
    body.length > 0 || (method !== "GET" && method !== "DELETE")
      ? `content-length: ${body.length}\r\n\r\n`
      : "\r\n";
  const bytes = Buffer.allocUnsafe(head.length + body.length);
  bytes.write(head, "latin1");
  bytes.set(body, head.length);
  return bytes;
}
