import { once } from "node:events";
import { createServer } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { rejectTunnel } from "./reject-tunnel";

async function requestTunnel(allowHalfOpen: boolean): Promise<{ client: Socket; serverSocket: Socket }> {
  const server = createServer();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const client = connect({ port, host: "127.0.0.1", allowHalfOpen });
  onTestFinished(() => {
    client.destroy();
    server.close();
  });
  client.write("CONNECT receiver.example:443 HTTP/1.1\r\nHost: receiver.example:443\r\n\r\n");
  const [, serverSocket] = await once(server, "connect");
  return { client, serverSocket };
}

test("a CONNECT request gets a 405, and its connection is closed", async () => {
  const { client, serverSocket } = await requestTunnel(false);
  rejectTunnel(serverSocket);
  const chunks: Buffer[] = [];
  client.on("data", (chunk) => chunks.push(chunk));
  await once(client, "close");
  expect(Buffer.concat(chunks).toString()).toMatch(/^HTTP\/1\.1 405 .*\r\nAllow: GET, HEAD, POST\r\n/);
});

test("the connection of a client that neither closes it nor sends anything is closed after a timeout", async () => {
  const { client, serverSocket } = await requestTunnel(true);
  rejectTunnel(serverSocket, 50);
  client.resume();
  await once(serverSocket, "close");
  expect(serverSocket.destroyed).toBe(true);
});

test("a connection reset by the client is closed without an error", async () => {
  const { client, serverSocket } = await requestTunnel(true);
  rejectTunnel(serverSocket);
  const closed = new Promise((resolve) => serverSocket.once("close", resolve));
  client.resetAndDestroy();
  await closed;
  expect(serverSocket.destroyed).toBe(true);
});
