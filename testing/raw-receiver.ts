import { type AddressInfo, createServer, type Socket } from "node:net";

export interface RawReceiver {
  readonly url: string;
  /** How many connections it has accepted, and how many requests have come on all of them. */
  readonly connections: number;
  readonly requests: number;
  close(): Promise<void>;
}

/** Answers a request on the bare connection: both are counted from 1, `request` within its connection. */
export type RawResponder = (socket: Socket, at: { connection: number; request: number }) => void;

/**
 * A receiver below HTTP, for answers that node:http would not write: bytes as they are, connections kept or broken.
 * It treats everything up to "{}" as one request, so the body of each request must be "{}".
 */
export async function startRawReceiver(answer: RawResponder): Promise<RawReceiver> {
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
    // Breaking connections is what this receiver is for.
    socket.on("error", () => {});
    socket.on("data", (chunk) => {
      receivedText += chunk.toString("latin1");
      if (!receivedText.endsWith("{}")) return;
      receivedText = "";
      requests += 1;
      request += 1;
      answer(socket, { connection, request });
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
