import type { IncomingMessage, ServerResponse } from "node:http";

/** Eight times the largest body that any call takes. */
const mostDrained = 64 * 1024 * 1024;

/**
 * Reads what an answer left unread of its request's body: a rejection comes before the body, and as long as that waits in the
 * connection, the next request does too. A client that sends much more than any call takes loses its connection instead; how
 * long it may take is the server's requestTimeout.
 */
export function drainRequest(incoming: IncomingMessage, outgoing: ServerResponse, most = mostDrained): void {
  const { socket } = incoming;
  outgoing.once("finish", () => {
    if (incoming.complete) return;
    // A reader that gave up took the stream away from the connection: nothing more can be read of it.
    if (incoming.destroyed) socket.destroySoon();
    // Whoever read the body before may have stopped half-way, and would hold it up again.
    for (const event of ["data", "readable"]) incoming.removeAllListeners(event);
    let drained = 0;
    incoming.on("data", (chunk: Buffer) => {
      drained += chunk.length;
      if (drained > most) socket.destroy();
    });
    incoming.resume();
  });
}
