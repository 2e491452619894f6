import type { ServerResponse } from "node:http";

/**
 * Adds the Allow header (RFC 9110, section 15.5.6) and a text to the bare 405 that Next sends where a route file has no handler
 * for the method. Only a POST to a read-only route gets that far: respond-early.ts rejects all other unsupported methods.
 */
export function addAllowHeaderTo405(outgoing: ServerResponse): void {
  const writeHead = outgoing.writeHead.bind(outgoing);
  const end = outgoing.end.bind(outgoing);
  let isBare405 = false;
  outgoing.writeHead = ((...args: Parameters<typeof writeHead>) => {
    isBare405 = args[0] === 405 && !outgoing.hasHeader("Allow");
    if (isBare405)
      outgoing
        .setHeader("Allow", "GET, HEAD, OPTIONS")
        .setHeader("Content-Type", "text/plain; charset=utf-8");
    return writeHead(...args);
  }) as ServerResponse["writeHead"];
  outgoing.end = ((...args: Parameters<typeof end>) => {
    if (outgoing.statusCode === 405 && !outgoing.headersSent) outgoing.writeHead(405);
    if (isBare405) outgoing.write("This URL is read-only. Use GET or HEAD.\n");
    return end(...args);
  }) as ServerResponse["end"];
}
