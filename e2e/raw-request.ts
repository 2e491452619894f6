import { once } from "node:events";
import { connect, type Socket } from "node:net";

/** One connection to a system, for requests that are written byte by byte, as no HTTP client would send them. */
export interface RawConnection {
  /** Sends the whole request, even if a response arrives first, and returns the next response (with Content-Length or chunked). */
  send(request: string | Buffer): Promise<{ status: number; head: string; body: string }>;
  close(): void;
}

export async function openConnection(url: string): Promise<RawConnection> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  await once(socket, "connect");
  // Without a listener, a reset of the connection would end the process; with this one, waitForMore throws.
  socket.on("error", () => undefined);
  let receivedBytes = Buffer.alloc(0);
  socket.on("data", (chunk) => {
    receivedBytes = Buffer.concat([receivedBytes, chunk]);
  });
  return {
    async send(request) {
      socket.write(request);
      for (;;) {
        const response = parseResponse(receivedBytes.toString("latin1"));
        if (response) {
          receivedBytes = receivedBytes.subarray(response.length);
          return response;
        }
        await waitForMore(socket);
      }
    },
    close: () => socket.destroy(),
  };
}

async function waitForMore(socket: Socket): Promise<void> {
  if (socket.readableEnded || socket.destroyed)
    throw new Error("The server closed the connection without a response.");
  await Promise.race([once(socket, "data"), once(socket, "end"), once(socket, "close")]);
}

function parseResponse(text: string) {
  const end = text.indexOf("\r\n\r\n");
  if (end < 0) return null;
  const head = text.slice(0, end);
  const rest = text.slice(end + 4);
  const status = Number(head.split(" ", 2)[1]);
  const length = /^content-length: *(\d+)/im.exec(head)?.[1];
  const isChunked = /^transfer-encoding: *chunked/im.test(head);
  const size = isChunked ? measureChunkedBody(rest) : Number(length ?? 0);
  if (size === null || rest.length < size) return null;
  return { status, head, body: rest.slice(0, size), length: end + 4 + size };
}

function measureChunkedBody(text: string): number | null {
  const end = /(?:^|\r\n)0\r\n\r\n/.exec(text);
  return end ? end.index + end[0].length : null;
}
