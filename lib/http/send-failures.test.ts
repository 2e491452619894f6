import { type AddressInfo, createServer as createTcpServer, type Socket } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { behaviours, type Receiver, startReceiver } from "@/testing/receiver";
import { parseNetworks } from "./networks";
import { createSender, type SendRequest } from "./send";

const allowedNetworks = parseNetworks("127.0.0.0/8");
const sender = createSender({ allowedNetworks });
let receiver: Receiver;
beforeAll(async () => {
  receiver = await startReceiver();
});
afterAll(async () => {
  await sender.close();
  await receiver.close();
});

const makeRequest = (more: Partial<SendRequest> = {}): SendRequest => ({
  url: receiver.url(),
  method: "POST",
  headers: {},
  body: Buffer.from("{}"),
  timeoutMs: 5000,
  ...more,
});
const send = (more?: Partial<SendRequest>) => sender.send(makeRequest(more));

test.each([
  ["hangs before the headers", behaviours.hang, undefined, "waiting"],
  ["hangs after the headers", behaviours.hangAfterHeaders, 200, "body"],
  ["drips its body", behaviours.drip({ status: 201, everyMs: 5 }), 201, "body"],
  ["sends 103 again and again", behaviours.flood({ everyMs: 20 }), undefined, "waiting"],
])(
  "if the receiver %s, the request times out and the connection is closed",
  async (_, behaviour, status, phase) => {
    const connectionClosed = new Promise<void>((done) => {
      receiver.respond((received, response) => {
        response.socket?.once("close", done);
        return behaviour(received, response);
      });
    });
    const result = await send({ timeoutMs: 150 });
    expect(result).toMatchObject({ kind: "error", code: "timeout", params: { phase } });
    expect(result.kind === "error" && result.status).toBe(status);
    expect(result.durationMs).toBeGreaterThanOrEqual(149);
    expect(result.durationMs).toBeLessThan(1500);
    expect(result).toMatchObject({ destinationIp: "127.0.0.1", sourceIp: "127.0.0.1" });
    await connectionClosed;
  },
);

test("a flood of interim responses is cut off long before the deadline", async () => {
  receiver.respond(behaviours.flood());
  expect(await send()).toMatchObject({ kind: "error", code: "invalid_response" });
});

test("a few interim responses before the final one are valid", async () => {
  receiver.respond(
    behaviours.raw(`${"HTTP/1.1 103 Hints\r\n\r\n".repeat(3)}HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n`),
  );
  expect(await send()).toMatchObject({ kind: "response", status: 200 });
});

test.each([
  ["status 099", "HTTP/1.1 099 Odd\r\ncontent-length: 0\r\n\r\n"],
  ["status 000", "HTTP/1.1 000 Odd\r\ncontent-length: 0\r\n\r\n"],
  ["status 20", "HTTP/1.1 20 Odd\r\n\r\n"],
  ["another protocol", "SSH-2.0-OpenSSH_9.6\r\n"],
  ["random bytes", Buffer.from([0, 1, 2, 0xff, 0xfe, 13, 10, 13, 10])],
  ["an unrequested upgrade", "HTTP/1.1 101 Switching\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n"],
  ["two different lengths", "HTTP/1.1 200 OK\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nab"],
  ["headers without end", `HTTP/1.1 200 OK\r\nx: ${"y".repeat(200_000)}`],
])("%s is an invalid response", async (_, bytes) => {
  receiver.respond(behaviours.raw(bytes));
  expect(await send()).toMatchObject({ kind: "error", code: "invalid_response" });
});

test.each([
  ["before the response", behaviours.reset("before"), undefined],
  ["in the middle of a body", behaviours.reset("middle"), 200],
  [
    "cleanly before the body is complete",
    behaviours.raw("HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nhalf"),
    200,
  ],
  [
    "cleanly before the last chunk",
    behaviours.raw("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\nhel"),
    200,
  ],
  ["without sending anything", behaviours.raw(""), undefined],
])("a connection that ends %s is reported as a reset", async (_, behaviour, status) => {
  receiver.respond(behaviour);
  const result = await send();
  expect(result).toMatchObject({ kind: "error", code: "connection_reset" });
  expect(result.kind === "error" && result.status).toBe(status);
});

test("the status and headers of an incomplete response are kept", async () => {
  receiver.respond(
    behaviours.raw("HTTP/1.1 503 Busy\r\nretry-after: 120\r\ncontent-length: 100\r\n\r\nhalf"),
  );
  expect(await send()).toMatchObject({
    code: "connection_reset",
    status: 503,
    headers: { "retry-after": "120" },
  });
});

test("a port where nothing listens is reported as a refused connection", async () => {
  const closedReceiver = await startReceiver();
  await closedReceiver.close();
  expect(await send({ url: closedReceiver.url() })).toMatchObject({ kind: "error", code: "connect_refused" });
});

test("an abort immediately ends all requests that share the signal; with an aborted signal, nothing is sent", async () => {
  receiver.respond(behaviours.hang);
  const before = receiver.requests.length;
  const controller = new AbortController();
  const results = Promise.all(Array.from({ length: 30 }, () => send({ signal: controller.signal })));
  await receiver.waitFor(before + 30);
  controller.abort();
  for (const result of await results) expect(result).toMatchObject({ kind: "error", code: "aborted" });
  expect(await send({ signal: controller.signal })).toMatchObject({ kind: "error", code: "aborted" });
  expect(receiver.requests.length).toBe(before + 30);
});

test("a request whose TLS handshake hangs times out, and its connection is closed", async () => {
  const silentServer = createTcpServer((socket) => socket.on("error", () => {}).resume());
  const accepted = new Promise<Socket>((done) => silentServer.once("connection", done));
  await new Promise<void>((done) => silentServer.listen(0, "127.0.0.1", done));
  const { port } = silentServer.address() as AddressInfo;
  const result = await send({ url: `https://127.0.0.1:${port}/`, timeoutMs: 100 });
  expect(result).toMatchObject({ code: "timeout", params: { phase: "tls" } });
  expect(result).toMatchObject({ destinationIp: "127.0.0.1", timing: { connectMs: expect.any(Number) } });
  const socket = await accepted;
  if (!socket.closed) await new Promise((done) => socket.once("close", done));
  silentServer.close();
});

test("a request that finds every connection busy times out as queued, and the busy connection later serves the next request", async () => {
  const senderWithOneConnection = createSender({ allowedNetworks, connectionsPerOrigin: 1 });
  const slowReceiver = await startReceiver({ respond: behaviours.drip({ everyMs: 15, bytes: 20 }) });
  const slowResult = senderWithOneConnection.send(makeRequest({ url: slowReceiver.url() }));
  await slowReceiver.waitFor(1);
  const queued = await senderWithOneConnection.send(makeRequest({ url: slowReceiver.url(), timeoutMs: 50 }));
  expect(queued).toMatchObject({ code: "timeout", params: { phase: "queued" } });
  slowReceiver.respond({ status: 200 });
  expect(await slowResult).toMatchObject({ kind: "response", status: 200 });
  expect(await senderWithOneConnection.send(makeRequest({ url: slowReceiver.url() }))).toMatchObject({
    kind: "response",
    status: 200,
  });
  expect(slowReceiver.requests.length).toBe(2);
  expect(slowReceiver.connections).toBe(1);
  await senderWithOneConnection.close();
  await slowReceiver.close();
});

test("closing the sender waits for pending requests, rejects new requests, and leaves no connection open", async () => {
  const shortSender = createSender({ allowedNetworks });
  const slowReceiver = await startReceiver({ respond: behaviours.drip({ everyMs: 5, bytes: 10 }) });
  const connectionClosed = new Promise<void>((done) => {
    slowReceiver.respond((received, response) => {
      response.socket?.once("close", done);
      return behaviours.drip({ everyMs: 5, bytes: 10 })(received, response);
    });
  });
  const running = shortSender.send(makeRequest({ url: slowReceiver.url() }));
  await slowReceiver.waitFor(1);
  const closed = shortSender.close();
  expect(await shortSender.send(makeRequest({ url: slowReceiver.url() }))).toMatchObject({
    kind: "error",
    code: "aborted",
  });
  expect(await running).toMatchObject({ kind: "response", status: 200 });
  await closed;
  await connectionClosed;
  await slowReceiver.close();
});
