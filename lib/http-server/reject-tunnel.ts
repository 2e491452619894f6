import type { Socket } from "node:net";

/**
 * Answers CONNECT with 405: this server opens no tunnels, and without a listener Node would close the connection without a
 * response. Node no longer handles the socket, so its errors and its timeout are handled here.
 * @param silenceMs how long a client that neither sends anything nor closes keeps the socket
 */
export function rejectTunnel(socket: Socket, silenceMs = 5_000): void {
  socket.on("error", () => {});
  socket.setTimeout(silenceMs, () => socket.destroy());
  socket.resume();
  socket.end(
    "HTTP/1.1 405 Method Not Allowed\r\nAllow: GET, HEAD, POST\r\nConnection: close\r\nContent-Length: 0\r\n\r\n",
  );
}
