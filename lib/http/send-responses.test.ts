import { afterAll, expect, test } from "vitest";
import { startRawReceiver } from "@/testing/raw-receiver";
import { parseNetworks } from "./networks";
import { createSender } from "./send";

/** The bytes are responses of real receivers. curl, node:http and Python's http.client accept all responses in the first table. */

// One connection, so that the second of two requests reuses it.
const sender = createSender({ allowedNetworks: parseNetworks("127.0.0.0/8"), connectionsPerOrigin: 1 });
afterAll(() => sender.close());

/** Sends a request to a receiver that responds with these bytes. */
async function sendAndReceive(bytes: string | Buffer, more: { end?: boolean; byteByByte?: boolean } = {}) {
  const receiver = await startRawReceiver((socket) => {
    if (!more.byteByByte) socket.write(bytes);
    else for (const byte of Buffer.from(bytes)) socket.write(Buffer.of(byte));
    if (more.end) socket.end();
  });
  const { url } = receiver;
  const request = { url, method: "POST", headers: {}, body: Buffer.from("{}"), timeoutMs: 5_000 };
  const result = await sender.send(request);
  await receiver.close();
  return { result, requests: receiver.requests };
}

const ok = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
const chunkedHead = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";

test.each([
  ["an unrequested 100", `HTTP/1.1 100 Continue\r\n\r\n${ok}`],
  ["100 without a reason", `HTTP/1.1 100\r\n\r\n${ok}`],
  ["100 with headers", `HTTP/1.1 100 Continue\r\nDate: now\r\nX-A: 100\r\n\r\n${ok}`],
  ["100 twice", `${"HTTP/1.1 100 Continue\r\n\r\n".repeat(2)}${ok}`],
  ["102", `HTTP/1.1 102 Processing\r\n\r\n${ok}`],
  ["103, then 100", `HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 100 Continue\r\n\r\n${ok}`],
  ["unknown 104 and 199", `HTTP/1.1 104 A\r\n\r\nHTTP/1.1 199 B\r\n\r\n${ok}`],
  ["a response without a reason phrase", "HTTP/1.1 200\r\nContent-Length: 2\r\n\r\nok"],
  ["a reason in Latin-1", Buffer.from("HTTP/1.1 200 Gr\xfc\xdfe\r\nContent-Length: 2\r\n\r\nok", "latin1")],
  ["a chunk extension", `${chunkedHead}2;a=b;c="d"\r\nok\r\n0;e\r\n\r\n`],
  ["a trailer", `${chunkedHead}2\r\nok\r\n0\r\nX-Checksum: 1\r\n\r\n`],
  [
    "Transfer-Encoding twice",
    `HTTP/1.1 200 OK\r\n${"Transfer-Encoding: chunked\r\n".repeat(2)}\r\n2\r\nok\r\n0\r\n\r\n`,
  ],
  ["spaces around the length", "HTTP/1.1 200 OK\r\nContent-Length:  2 \r\n\r\nok"],
  ["a length with zeros", "HTTP/1.1 200 OK\r\nContent-Length: 002\r\n\r\nok"],
  ["an offer to upgrade", "HTTP/1.1 200 OK\r\nUpgrade: h2,h2c\r\nContent-Length: 2\r\n\r\nok"],
  ["an odd Keep-Alive", "HTTP/1.1 200 OK\r\nKeep-Alive: junk\r\nContent-Length: 2\r\n\r\nok"],
  ["headers of 20 KB", `HTTP/1.1 200 OK\r\nX-A: ${"y".repeat(20_000)}\r\nContent-Length: 2\r\n\r\nok`],
  ["HTTP/1.0 with keep-alive", "HTTP/1.0 200 OK\r\nConnection: keep-alive\r\nContent-Length: 2\r\n\r\nok"],
])("%s: the response is a 200", async (_, bytes) => {
  const { result, requests } = await sendAndReceive(bytes);
  expect(result).toMatchObject({ kind: "response", status: 200, body: Buffer.from("ok") });
  expect(requests).toBe(1);
});

test.each([
  ["no length", "HTTP/1.1 200 OK\r\n\r\nok"],
  ["Connection: close and no length", "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nok"],
  ["HTTP/1.0", "HTTP/1.0 200 OK\r\n\r\nok"],
  ["100, then no length", "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n\r\nok"],
])("%s: the body ends with the connection", async (_, bytes) => {
  const { result } = await sendAndReceive(bytes, { end: true });
  expect(result).toMatchObject({ kind: "response", status: 200, body: Buffer.from("ok") });
});

test("a 100 that arrives byte by byte is skipped", async () => {
  const { result } = await sendAndReceive(`HTTP/1.1 100 Continue\r\n\r\n${ok}`, { byteByByte: true });
  expect(result).toMatchObject({ kind: "response", status: 200, body: Buffer.from("ok") });
});

test.each([
  ["204 with a length", "HTTP/1.1 204 No Content\r\nContent-Length: 5\r\n\r\n", 204],
  ["204 with a length of 0", "HTTP/1.1 204 No Content\r\nContent-Length: 0\r\n\r\n", 204],
  ["204 with chunks", "HTTP/1.1 204 No Content\r\nTransfer-Encoding: chunked\r\n\r\n", 204],
  [
    "204 after a 100",
    "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 204 No Content\r\nContent-Length: 5\r\n\r\n",
    204,
  ],
  ["304 with a length", "HTTP/1.1 304 Not Modified\r\nContent-Length: 5\r\n\r\n", 304],
])("%s ends after its headers", async (_, bytes, status) => {
  const { result } = await sendAndReceive(bytes);
  expect(result).toMatchObject({ kind: "response", status, truncated: false });
  expect(result.kind === "response" && result.body).toHaveLength(0);
});

test("a 205 has the body that its Content-Length announces, as in curl, node:http and Python", async () => {
  const { result } = await sendAndReceive("HTTP/1.1 205 Reset Content\r\nContent-Length: 2\r\n\r\nok");
  expect(result).toMatchObject({ kind: "response", status: 205, body: Buffer.from("ok") });
});

test.each([
  ["with an upgrade", "HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\n"],
  [
    "after a 100",
    "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\n",
  ],
])("101 %s is an invalid response, and the error includes the status 101", async (_, bytes) => {
  const { result } = await sendAndReceive(`${bytes}${ok}`);
  expect(result).toMatchObject({ code: "invalid_response", params: { status: 101 } });
});

/** Clients can disagree on where these responses end (RFC 9112, section 11.2), so they are invalid. */
test.each([
  ["a response with bare line feeds", "HTTP/1.1 200 OK\nContent-Length: 2\n\nok"],
  ["a 100 with bare line feeds", `HTTP/1.1 100 Continue\n\n${ok}`],
  ["a response with an empty length", "HTTP/1.1 200 OK\r\nContent-Length:\r\n\r\nok"],
  ["a response with a line that is not a header", "HTTP/1.1 200 OK\r\nfoo\r\nContent-Length: 2\r\n\r\nok"],
  ["a response in another protocol", "ICY 200 OK\r\nContent-Length: 2\r\n\r\nok"],
])("%s is not valid HTTP", async (_, bytes) => {
  expect((await sendAndReceive(bytes, { end: true })).result).toMatchObject({ code: "invalid_response" });
});

test.each([
  ["has no length", "HTTP/1.1 200 OK\r\n\r\nhalf"],
  ["comes in chunks", `${chunkedHead}4\r\nhalf\r\n`],
  ["has a length", "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf"],
])("a body that %s and ends with a reset is incomplete", async (_, bytes) => {
  const receiver = await startRawReceiver((socket) => {
    // Waits two turns of the event loop, so that the client reads the bytes before the reset arrives.
    socket.write(bytes, () => setImmediate(() => setImmediate(() => socket.resetAndDestroy())));
  });
  const request = {
    url: receiver.url,
    method: "POST",
    headers: {},
    body: Buffer.from("{}"),
    timeoutMs: 5_000,
  };
  const result = await sender.send(request);
  expect(result).toMatchObject({ kind: "error", code: "connection_reset", status: 200 });
  await receiver.close();
});

test("a 100 counts toward the limit of 1xx responses", async () => {
  const { result } = await sendAndReceive("HTTP/1.1 100 Continue\r\n\r\n".repeat(1_000));
  expect(result).toMatchObject({ kind: "error", code: "invalid_response" });
});

test("endless headers of a 100 are cut off", async () => {
  const { result } = await sendAndReceive(`HTTP/1.1 100 Continue\r\nx: ${"y".repeat(200_000)}`);
  expect(result).toMatchObject({ kind: "error", code: "invalid_response" });
});

test("a connection whose response began with a 100 serves the next request, and a body that looks like a 100 is unchanged", async () => {
  const body = "HTTP/1.1 100 Continue\r\n\r\n";
  const receiver = await startRawReceiver((socket) =>
    socket.write(
      `HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
    ),
  );
  const { url } = receiver;
  for (const _ of [1, 2]) {
    const request = { url, method: "POST", headers: {}, body: Buffer.from("{}"), timeoutMs: 5_000 };
    const result = await sender.send(request);
    expect(result).toMatchObject({ kind: "response", status: 200, body: Buffer.from(body) });
  }
  expect(receiver.connections).toBe(1);
  await receiver.close();
});
