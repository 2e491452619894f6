import { type AddressInfo, createServer, type Socket } from "node:net";

export interface RawReceiver {
  readonly url: string;
  /** How many connections the receiver has accepted, and how many requests have arrived on all of them. */
  readonly connections: number;
  readonly requests: number;
  close(): Promise<void>;
}

/** Answers a request on the socket. Connections are counted from 1; so are the requests of each connection. */
export type RawResponder = (socket: Socket, numbers: { connection: number; request: number }) => void;

/**
 * Starts a TCP server as a receiver, for responses that node:http would not write: invalid bytes and broken connections. It takes
 * everything up to "{}" as one request, so the body of each request must be "{}".
 */
export async function startRawReceiver(respond: RawResponder): Promise<RawReceiver> {
  const openSockets = new Set<Socket>();
  let connections = 0;
  let requests = 0;
  const server = createServer((socket) => {
    connections += 1;
    const connection = connections;
    let request = 0;
    let receivedText = "";
    openSockets.add(socket);
    socket.on("close", () => openSockets.delete(socket));
    // Errors of sockets are expected, because tests break connections.
    socket.on("error", () => {});
    socket.on("data", (chunk) => {
      receivedText += chunk.toString("latin1");
      if (!receivedText.endsWith("{}")) return;
      receivedText = "";
      requests += 1;
      request += 1;
      respond(socket, { connection, request });
    });
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    get connections() {
      return connections;
    },
    get requests() {
      return requests;
    },
    close: async () => {
      const closed = new Promise((done) => server.close(done));
      for (const socket of openSockets) socket.destroy();
      await closed;
    },
  };
}
