import { afterAll, beforeAll, expect, test } from "vitest";
import { type RawResponder, startRawReceiver } from "@/testing/raw-receiver";
import { startReceiver } from "@/testing/receiver";
import { makeCertificate } from "@/testing/tls";
import { parseNetworks } from "./networks";
import { createSender, type Sender } from "./send";

const allowedNetworks = parseNetworks("127.0.0.0/8");
let sender: Sender;
beforeAll(() => {
  // One connection, so that the second request reuses the connection of the first.
  sender = createSender({ allowedNetworks, connectionsPerOrigin: 1 });
});
afterAll(() => sender.close());

const ok = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
const post = (url: string, timeoutMs = 5_000, through = sender) =>
  through.send({ url, method: "POST", headers: {}, body: Buffer.from("{}"), timeoutMs });

/** Responds with 200 to the first request on the first connection; `then` handles all other requests. */
const respondOkOnceThen =
  (then: RawResponder): RawResponder =>
  (socket, at) =>
    at.connection === 1 && at.request === 1 ? socket.write(ok) : then(socket, at);

test.each([
  ["resets", "reset"],
  ["closes", "close"],
])(
  "when the receiver %s a kept connection on the next request, the request is sent on a new one",
  async (_, how) => {
    const receiver = await startRawReceiver(
      respondOkOnceThen((socket, { connection }) => {
        if (connection > 1) socket.write(ok);
        else if (how === "reset") socket.resetAndDestroy();
        else socket.end();
      }),
    );
    expect((await post(receiver.url)).timing).not.toHaveProperty("reconnectedMs");
    const second = await post(receiver.url);
    expect(second).toMatchObject({
      kind: "response",
      status: 200,
      destinationIp: "127.0.0.1",
      timing: { reconnectedMs: expect.any(Number), connectMs: expect.any(Number) },
    });
    expect(receiver).toMatchObject({ connections: 2, requests: 3 });
    await receiver.close();
  },
);

test("a request is sent again only once: if the new connection breaks as well, the request fails", async () => {
  const receiver = await startRawReceiver(respondOkOnceThen((socket) => socket.resetAndDestroy()));
  await post(receiver.url);
  expect(await post(receiver.url)).toMatchObject({
    code: "connection_reset",
    timing: { reconnectedMs: expect.any(Number) },
  });
  expect(receiver).toMatchObject({ connections: 2, requests: 3 });
  await receiver.close();
});

test("a request is never sent again once a byte of a response has arrived, even of a 100", async () => {
  for (const beginningOfResponse of ["H", "HTTP/1.1 100 Continue\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Le"]) {
    const receiver = await startRawReceiver(
      respondOkOnceThen((socket) => socket.write(beginningOfResponse, () => socket.end())),
    );
    await post(receiver.url);
    const second = await post(receiver.url);
    expect(second).toMatchObject({ kind: "error", code: "connection_reset" });
    expect(second.timing).not.toHaveProperty("reconnectedMs");
    expect(receiver).toMatchObject({ connections: 1, requests: 2 });
    await receiver.close();
  }
});

test("a request is sent again if its connection returned only a line break", async () => {
  const receiver = await startRawReceiver(
    respondOkOnceThen((socket, { connection }) => {
      if (connection > 1) socket.write(ok);
      else socket.write("\r\n", () => socket.end());
    }),
  );
  await post(receiver.url);
  expect(await post(receiver.url)).toMatchObject({ kind: "response", status: 200 });
  expect(receiver).toMatchObject({ connections: 2, requests: 3 });
  await receiver.close();
});

test("a request that fails on a connection that was opened for it is not sent again", async () => {
  const receiver = await startRawReceiver((socket) => socket.resetAndDestroy());
  expect(await post(receiver.url)).toMatchObject({ code: "connection_reset" });
  expect(receiver).toMatchObject({ connections: 1, requests: 1 });
  await receiver.close();
});

test("the deadline counts from the call, not from the new connection", async () => {
  const receiver = await startRawReceiver(
    respondOkOnceThen((socket, { connection }) => {
      if (connection === 1) socket.resetAndDestroy();
    }),
  );
  await post(receiver.url);
  const second = await post(receiver.url, 150);
  expect(second).toMatchObject({ code: "timeout", timing: { reconnectedMs: expect.any(Number) } });
  expect(receiver.connections).toBe(2);
  await receiver.close();
});

test("after a load balancer has dropped every connection, no request fails", async () => {
  const droppedConnections = new Set<number>();
  let hasDropped = false;
  const receiver = await startRawReceiver((socket, { connection }) => {
    if (!hasDropped) droppedConnections.add(connection);
    if (hasDropped && droppedConnections.has(connection)) socket.resetAndDestroy();
    else socket.write(ok);
  });
  const defaultSender = createSender({ allowedNetworks });
  const sendMany = () =>
    Promise.all(Array.from({ length: 20 }, () => post(receiver.url, 5_000, defaultSender)));
  await sendMany();
  hasDropped = true;
  for (const result of await sendMany()) expect(result).toMatchObject({ kind: "response", status: 200 });
  await defaultSender.close();
  await receiver.close();
});

test("a request is sent again on a new connection over TLS as well", async () => {
  const tls = makeCertificate();
  let requestCount = 0;
  const receiver = await startReceiver({
    tls,
    respond: (_request, response) => {
      requestCount += 1;
      if (requestCount === 2) response.socket?.destroy();
      else return { status: 200 };
    },
  });
  const tlsSender = createSender({ allowedNetworks, ca: tls.cert, connectionsPerOrigin: 1 });
  await post(receiver.url(), 5_000, tlsSender);
  expect(await post(receiver.url(), 5_000, tlsSender)).toMatchObject({
    kind: "response",
    timing: { reconnectedMs: expect.any(Number), tlsMs: expect.any(Number) },
  });
  expect(receiver.connections).toBe(2);
  await tlsSender.close();
  await receiver.close();
});
