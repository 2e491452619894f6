import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { behaviours, type Receiver, startReceiver } from "@/testing/receiver";
import { parseNetworks } from "./networks";
import { createSender, type SendRequest } from "./send";
import { RESPONSE_CAPTURE_BYTES } from "./send-result";

const sender = createSender({ allowedNetworks: parseNetworks("127.0.0.0/8") });
let receiver: Receiver;
beforeAll(async () => {
  receiver = await startReceiver();
});
afterAll(async () => {
  await sender.close();
  await receiver.close();
});

const send = (more: Partial<SendRequest> = {}) =>
  sender.send({
    url: receiver.url(),
    method: "POST",
    headers: { "content-type": "application/json" },
    body: Buffer.from('{"id":1}'),
    timeoutMs: 5000,
    ...more,
  });

test("a request arrives byte for byte", async () => {
  receiver.respond({
    status: 200,
    headers: { "x-one": ["a", "b"], "Set-Cookie": ["c=1", "d=2"] },
    body: "thanks",
  });
  const body = Buffer.from([0, 0xff, 0xfe, 0x7b, 0x0a]);
  const countBefore = receiver.requests.length;
  const result = await send({
    url: receiver.url("/hooks/%7Eü?a=b&c#part"),
    method: "PUT",
    headers: { "content-type": "application/octet-stream", "X-Custom": "one" },
    body,
  });
  expect(result).toMatchObject({
    kind: "response",
    status: 200,
    truncated: false,
    destinationIp: "127.0.0.1",
    sourceIp: "127.0.0.1",
    headers: { "x-one": "a, b", "set-cookie": "c=1, d=2" },
    timing: { firstByteMs: expect.any(Number), connectMs: expect.any(Number) },
  });
  expect(result.kind === "response" && Buffer.from(result.body).toString()).toBe("thanks");
  expect(receiver.requests.slice(countBefore)).toMatchObject([
    {
      method: "PUT",
      url: "/hooks/%7E%C3%BC?a=b&c",
      headers: { "x-custom": "one", "content-length": "5" },
      body,
    },
  ]);
});

test.each([201, 204, 302, 404, 410, 429, 500, 503, 999])("status %i is not an error", async (status) => {
  receiver.respond({ status, headers: { "retry-after": "7" } });
  expect(await send()).toMatchObject({ kind: "response", status, headers: { "retry-after": "7" } });
});

test("a redirect is not followed, and its Location is kept", async () => {
  receiver.respond(behaviours.redirect("http://169.254.169.254/latest/", 307));
  const before = receiver.requests.length;
  expect(await send()).toMatchObject({
    status: 307,
    headers: { location: "http://169.254.169.254/latest/" },
  });
  expect(receiver.requests.length).toBe(before + 1);
});

test("an empty body is sent with a Content-Length of 0", async () => {
  receiver.respond({ status: 200 });
  const before = receiver.requests.length;
  await send({ body: new Uint8Array(0) });
  expect(receiver.requests[before]?.headers["content-length"]).toBe("0");
});

test("a response body of exactly the capture limit is not truncated", async () => {
  receiver.respond({ status: 200, body: "x".repeat(RESPONSE_CAPTURE_BYTES) });
  const result = await send();
  expect(result).toMatchObject({ kind: "response", status: 200, truncated: false });
  expect(result.kind === "response" && result.body.length).toBe(RESPONSE_CAPTURE_BYTES);
});

test.each([
  ["one byte too long", RESPONSE_CAPTURE_BYTES + 1],
  ["1 GB long", 1_000_000_000],
  ["endless", Number.POSITIVE_INFINITY],
])(
  "if the response body is %s, it is truncated, the status is kept and the connection is dropped",
  async (_, bytes) => {
    const connectionClosed = new Promise<void>((done) => {
      receiver.respond((request, response) => {
        response.socket?.once("close", done);
        return behaviours.huge({ bytes })(request, response);
      });
    });
    const result = await send();
    expect(result).toMatchObject({ kind: "response", status: 200, truncated: true });
    expect(
      result.kind === "response" &&
        Buffer.from(result.body).equals(Buffer.alloc(RESPONSE_CAPTURE_BYTES, "x")),
    ).toBe(true);
    await connectionClosed;
  },
);

test("a response body that arrives in many small chunks is joined", async () => {
  receiver.respond(behaviours.drip({ everyMs: 1, bytes: 20 }));
  const result = await send();
  expect(result.kind === "response" && Buffer.from(result.body).toString()).toBe(".".repeat(20));
});

test("a gzip bomb is not decompressed", async () => {
  const bomb = gzipSync(Buffer.alloc(10_000_000));
  receiver.respond({ status: 200, headers: { "content-encoding": "gzip" }, body: bomb });
  const result = await send();
  expect(result).toMatchObject({ truncated: false, headers: { "content-encoding": "gzip" } });
  expect(result.kind === "response" && Buffer.from(result.body).equals(bomb)).toBe(true);
});

test("invalid UTF-8 and NUL in a response body are kept", async () => {
  const bytes = Buffer.from([0x61, 0x00, 0xff, 0xc3, 0x28, 0xed, 0xa0, 0x80]);
  receiver.respond({ status: 500, body: bytes });
  const result = await send();
  expect(result.kind === "response" && Buffer.from(result.body).equals(bytes)).toBe(true);
});

test("response headers are kept up to the capture limit; longer headers are marked as truncated", async () => {
  const largeHeaders = Object.fromEntries(Array.from({ length: 40 }, (_, i) => [`x-${i}`, "v".repeat(1000)]));
  receiver.respond({ status: 200, headers: { "x-first": "1", ...largeHeaders } });
  const result = await send();
  expect(result).toMatchObject({
    kind: "response",
    status: 200,
    truncated: true,
    headers: { "x-first": "1" },
  });
  const kept = result.kind === "response" ? Object.entries(result.headers).flat().join("").length : 0;
  expect(kept).toBeGreaterThan(15_000);
  expect(kept).toBeLessThanOrEqual(RESPONSE_CAPTURE_BYTES);
});

test("Retry-After is kept, however long the headers before it are", async () => {
  const full = "y".repeat(RESPONSE_CAPTURE_BYTES - "x".length);
  receiver.respond({ status: 503, headers: { x: full, "retry-after": "120" } });
  expect(await send()).toMatchObject({ truncated: true, headers: { "retry-after": "120" } });
});

test("headers named like object properties are ordinary headers", async () => {
  receiver.respond(
    behaviours.raw(
      "HTTP/1.1 200 OK\r\n__proto__: a\r\n__proto__: b\r\nconstructor: c\r\nconnection: close\r\n\r\n",
    ),
  );
  const result = await send();
  expect(result.kind === "response" && Object.entries(result.headers)).toEqual([
    ["__proto__", "a, b"],
    ["constructor", "c"],
    ["connection", "close"],
  ]);
});

test("connections are reused, and only the requests that open a connection have a connect time", async () => {
  const newReceiver = await startReceiver();
  const results = [];
  for (let i = 0; i < 20; i++) results.push(await send({ url: newReceiver.url() }));
  expect(newReceiver.connections).toBeLessThanOrEqual(2);
  expect(results.filter((result) => "connectMs" in result.timing).length).toBe(newReceiver.connections);
  expect(results.every((result) => result.kind === "response" && result.sourceIp === "127.0.0.1")).toBe(true);
  await newReceiver.close();
});

test("a request with an invalid header or URL fails before it is sent", async () => {
  const countBefore = receiver.requests.length;
  const invalidHeaders: Record<string, string>[] = [
    { "x-bad": "a\r\nb: c" },
    { Host: "elsewhere.example" },
    { "a b": "c" },
  ];
  for (const headers of invalidHeaders) {
    expect(await send({ headers })).toMatchObject({ kind: "error", code: "send_failed" });
  }
  for (const url of ["", "nonsense", "ftp://127.0.0.1/", "javascript:alert(1)"]) {
    expect(await send({ url })).toMatchObject({ kind: "error", code: "send_failed" });
  }
  expect(receiver.requests.length).toBe(countBefore);
});
