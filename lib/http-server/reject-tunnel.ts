import type { Socket } from "node:net";

/**
 * Responds to CONNECT with 405, because this server opens no tunnels. Without a listener, Node would close the connection without a
 * response. Node no longer handles the socket, so its errors and its timeout are handled here.
 * @param silenceMs after how many milliseconds without data the socket is closed
 */
export function rejectTunnel(socket: Socket, silenceMs = 5_000): void {
  socket.on("error", () => {});
  socket.setTimeout(silenceMs, () => socket.destroy());
  socket.resume();
  socket.end(
    "HTTP/1.1 405 Method Not Allowed\r\nAllow: GET, HEAD, POST\r\nConnection: close\r\nContent-Length: 0\r\n\r\n",
  );
}
