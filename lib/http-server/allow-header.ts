import type { ServerResponse } from "node:http";

/**
 * Gives a bare 405 its Allow header (RFC 9110, section 15.5.6) and words: Next answers so where a route file has no handler
 * for the method. By then only POST can be wrong, at a route that is only read; reject-early.ts has answered the rest.
 */
export function completeMethodNotAllowed(outgoing: ServerResponse): void {
  const writeHead = outgoing.writeHead.bind(outgoing);
  const end = outgoing.end.bind(outgoing);
  let bare = false;
  outgoing.writeHead = ((...given: Parameters<typeof writeHead>) => {
    bare = given[0] === 405 && !outgoing.hasHeader("Allow");
    if (bare)
      outgoing
        .setHeader("Allow", "GET, HEAD, OPTIONS")
        .setHeader("Content-Type", "text/plain; charset=utf-8");
    return writeHead(...given);
  }) as ServerResponse["writeHead"];
  outgoing.end = ((...given: Parameters<typeof end>) => {
    if (outgoing.statusCode === 405 && !outgoing.headersSent) outgoing.writeHead(405);
    if (bare) outgoing.write("This address is only read. Use GET or HEAD.\n");
    return end(...given);
  }) as ServerResponse["end"];
}
