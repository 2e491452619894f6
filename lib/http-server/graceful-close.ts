import type { Server } from "node:http";
import type { Socket } from "node:net";

/**
 * Prepares a server to close without cutting off a response. Node's own `close` waits a minute for connections that have
 * never sent a request (browsers open some in advance), and for the keep-alive timeout of connections whose request ends while the
 * server is closing.
 *
 * @returns a function that stops accepting connections, closes idle connections at once and each other connection after its
 *   response, and resolves when all are closed
 */
export function prepareGracefulClose(server: Server): () => Promise<void> {
  const pendingCounts = new Map<Socket, number>();
  let isClosing = false;
  server.on("connection", (socket: Socket) => {
    pendingCounts.set(socket, 0);
    socket.once("close", () => pendingCounts.delete(socket));
  });
  server.on("request", ({ socket }, response) => {
    pendingCounts.set(socket, (pendingCounts.get(socket) ?? 0) + 1);
    response.once("close", () => {
      const left = (pendingCounts.get(socket) ?? 1) - 1;
      if (pendingCounts.has(socket)) pendingCounts.set(socket, left);
      if (isClosing && left === 0) socket.destroySoon();
    });
  });
  return () =>
    new Promise((resolve) => {
      isClosing = true;
      server.close(() => resolve());
      for (const [socket, pending] of pendingCounts) if (pending === 0) socket.destroy();
    });
}
