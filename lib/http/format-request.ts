/** A header's name (RFC 9110, section 5.6.2), and its value, which cannot begin another line. */
const namePattern = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
const valuePattern = /^[\t\x20-\x7e\x80-\xff]*$/;
/** They frame the message or choose the host: callers cannot set them. */
const reservedNames = new Set([
  ...["host", "connection", "content-length", "transfer-encoding"],
  ...["keep-alive", "upgrade", "expect", "trailer", "te"],
]);

/**
 * The bytes of a request (RFC 9112, section 3), or null if a header is invalid or would change how the message is framed.
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
  // A GET or DELETE without a body has no length (RFC 9110, section 8.6).
  head +=
    body.length > 0 || (method !== "GET" && method !== "DELETE")
      ? `content-length: ${body.length}\r\n\r\n`
      : "\r\n";
  const bytes = Buffer.allocUnsafe(head.length + body.length);
  bytes.write(head, "latin1");
  bytes.set(body, head.length);
  return bytes;
}
