import type { Server } from "node:http";
import type { Socket } from "node:net";

/**
 * Prepares a server for being closed without cutting off an answer. Node's own `close` waits for connections that have
 * never asked anything (browsers open some in advance), and for those that finish a request after it until their
 * keep-alive ends: a minute each.
 *
 * @returns a function that takes no more connections, ends those without a request under way, each other one after its
 *   answer, and resolves when all are gone
 */
export function prepareGracefulClose(server: Server): () => Promise<void> {
  const underWay = new Map<Socket, number>();
  let closing = false;
  server.on("connection", (socket: Socket) => {
    underWay.set(socket, 0);
    socket.once("close", () => underWay.delete(socket));
  });
  server.on("request", ({ socket }, response) => {
    underWay.set(socket, (underWay.get(socket) ?? 0) + 1);
    response.once("close", () => {
      const left = (underWay.get(socket) ?? 1) - 1;
      if (underWay.has(socket)) underWay.set(socket, left);
      if (closing && left === 0) socket.destroySoon();
    });
  });
  return () =>
    new Promise((resolve) => {
      closing = true;
      server.close(() => resolve());
      for (const [socket, requests] of underWay) if (requests === 0) socket.destroy();
    });
}
