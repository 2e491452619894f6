import type { ServerResponse } from "node:http";

/**
 * Adds the Allow header (RFC 9110, section 15.5.6) and a text to the bare 405 that Next sends where a route file has no handler
 * for the method. Here that is only a POST to a read-only route; respond-early.ts has rejected the rest.
 */
export function addAllowHeaderTo405(outgoing: ServerResponse): void {
  const writeHead = outgoing.writeHead.bind(outgoing);
  const end = outgoing.end.bind(outgoing);
  let bare = false;
  outgoing.writeHead = ((...args: Parameters<typeof writeHead>) => {
    bare = args[0] === 405 && !outgoing.hasHeader("Allow");
    if (bare)
      outgoing
        .setHeader("Allow", "GET, HEAD, OPTIONS")
        .setHeader("Content-Type", "text/plain; charset=utf-8");
    return writeHead(...args);
  }) as ServerResponse["writeHead"];
  outgoing.end = ((...args: Parameters<typeof end>) => {
    if (outgoing.statusCode === 405 && !outgoing.headersSent) outgoing.writeHead(405);
    if (bare) outgoing.write("This URL is read-only. Use GET or HEAD.\n");
    return end(...args);
  }) as ServerResponse["end"];
}
