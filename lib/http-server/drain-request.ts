import type { IncomingMessage, ServerResponse } from "node:http";

/** The size of the largest body that any call accepts: the list of a reconciliation. */
const defaultMaxBytes = 64 * 1024 * 1024;

/**
 * Reads the rest of a request's body after its response: an error can be sent before the whole body is read, and the next request
 * on the connection comes after the body. Closes the connection if the rest is longer than `maxBytes`. The time limit is the
 * server's requestTimeout.
 */
export function drainRequest(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  maxBytes = defaultMaxBytes,
): void {
  const { socket } = incoming;
  outgoing.once("finish", () => {
    if (incoming.complete) return;
    // A reader destroyed the request, so the rest of the body can no longer be read. The connection is closed after the response.
    if (incoming.destroyed) socket.destroySoon();
    // The listeners of a reader that stopped early would pause the stream again.
    for (const event of ["data", "readable"]) incoming.removeAllListeners(event);
    let drained = 0;
    incoming.on("data", (chunk: Buffer) => {
      drained += chunk.length;
      if (drained > maxBytes) socket.destroy();
    });
    incoming.resume();
  });
}
