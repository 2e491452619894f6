import type { Server } from "node:http";
import type { Socket } from "node:net";

/**
 * Prepares a server to close without cutting off a response. Node's own `close` waits a minute for connections that have
 * never sent a request (browsers open some in advance), and for the keep-alive timeout of connections that finish a request later.
 *
 * @returns a function that stops accepting connections, closes idle connections at once and each other connection after its
 *   response, and resolves when all are closed
 */
export function prepareGracefulClose(server: Server): () => Promise<void> {
  const pendingRequests = new Map<Socket, number>();
  let isClosing = false;
  server.on("connection", (socket: Socket) => {
    pendingRequests.set(socket, 0);
    socket.once("close", () => pendingRequests.delete(socket));
  });
  server.on("request", ({ socket }, response) => {
    pendingRequests.set(socket, (pendingRequests.get(socket) ?? 0) + 1);
    response.once("close", () => {
      const left = (pendingRequests.get(socket) ?? 1) - 1;
      if (pendingRequests.has(socket)) pendingRequests.set(socket, left);
      if (isClosing && left === 0) socket.destroySoon();
    });
  });
  return () =>
    new Promise((resolve) => {
      isClosing = true;
      server.close(() => resolve());
      for (const [socket, requests] of pendingRequests) if (requests === 0) socket.destroy();
    });
}
