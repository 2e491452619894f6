import { once } from "node:events";
import { createServer } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { rejectTunnel } from "./reject-tunnel";

async function requestTunnel(allowHalfOpen: boolean): Promise<{ client: Socket; ours: Socket }> {
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
  const [, ours] = await once(server, "connect");
  return { client, ours };
}

test("a CONNECT request gets a 405, and its connection is closed", async () => {
  const { client, ours } = await requestTunnel(false);
  rejectTunnel(ours);
  const chunks: Buffer[] = [];
  client.on("data", (chunk) => chunks.push(chunk));
  await once(client, "close");
  expect(Buffer.concat(chunks).toString()).toMatch(/^HTTP\/1\.1 405 .*\r\nAllow: GET, HEAD, POST\r\n/);
});

test("the connection of a client that neither closes it nor sends anything is closed after a timeout", async () => {
  const { client, ours } = await requestTunnel(true);
  rejectTunnel(ours, 50);
  client.resume();
  await once(ours, "close");
  expect(ours.destroyed).toBe(true);
});

test("a connection reset by the client is closed without an error", async () => {
  const { client, ours } = await requestTunnel(true);
  rejectTunnel(ours);
  const closed = new Promise((resolve) => ours.once("close", resolve));
  client.resetAndDestroy();
  await closed;
  expect(ours.destroyed).toBe(true);
});
