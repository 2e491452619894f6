import type { IncomingMessage, ServerResponse } from "node:http";

/** Eight times the largest body limit of any call. */
const defaultMaxBytes = 64 * 1024 * 1024;

/**
 * Reads the rest of a request's body after its response: an error can be sent before the body was read, and the next request
 * on the connection waits behind it. Closes the connection of a client that sends much more than any call accepts. The time
 * limit is the server's requestTimeout.
 */
export function drainRequest(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  maxBytes = defaultMaxBytes,
): void {
  const { socket } = incoming;
  outgoing.once("finish", () => {
    if (incoming.complete) return;
    // A reader that stopped early detached the stream from the connection: no more can be read from it.
    if (incoming.destroyed) socket.destroySoon();
    // An earlier reader may have stopped half-way, and would pause the stream again.
    for (const event of ["data", "readable"]) incoming.removeAllListeners(event);
    let drained = 0;
    incoming.on("data", (chunk: Buffer) => {
      drained += chunk.length;
      if (drained > maxBytes) socket.destroy();
    });
    incoming.resume();
  });
}
