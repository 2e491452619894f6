import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { type Receiver, startReceiver } from "@/testing/receiver";
import { makeCertificate } from "@/testing/tls";
import { parseNetworks } from "./networks";
import { createSender, type SenderOptions, type SendRequest } from "./send";

const allowedNetworks = parseNetworks("127.0.0.0/8");
let receiver: Receiver;
beforeAll(async () => {
  receiver = await startReceiver();
});
afterAll(() => receiver.close());

/** Sends one request with its own sender. */
async function send(url: string, options: Partial<SenderOptions> = {}, more: Partial<SendRequest> = {}) {
  const sender = createSender({ allowedNetworks, ...options });
  const body = Buffer.from("{}");
  const result = await sender.send({ url, method: "POST", headers: {}, body, timeoutMs: 5000, ...more });
  await sender.close();
  return result;
}
const getReceiverPort = () => new URL(receiver.url()).port;
const resolveTo =
  (...addresses: string[]) =>
  async () =>
    addresses;

test.each([
  "127.0.0.1",
  "2130706433",
  "0177.0.0.1",
  "0x7f.1",
  "127.1",
  "[::ffff:127.0.0.1]",
  "localhost",
  "LOCALHOST.",
])("%s is blocked unless its network is allowed, and nothing reaches the receiver", async (host) => {
  const before = receiver.connections;
  for (const scheme of ["http", "https"]) {
    const result = await send(`${scheme}://${host}:${getReceiverPort()}/`, { allowedNetworks: [] });
    expect(result).toMatchObject({ kind: "error", code: "address_refused" });
    expect(result).not.toHaveProperty("destinationIp");
  }
  expect(receiver.connections).toBe(before);
});

test.each(["10.0.0.1", "169.254.169.254", "[fd00::1]", "[::]", "0.0.0.0", "[64:ff9b::7f00:1]"])(
  "%s is blocked outside the allowed networks",
  async (host) => {
    expect(await send(`https://${host}:${getReceiverPort()}/`)).toMatchObject({ code: "address_refused" });
  },
);

test.each([
  ["loopback", ["127.0.0.1"]],
  ["public and loopback", ["93.184.216.34", "127.0.0.1"]],
  ["mapped loopback", ["::ffff:127.0.0.1"]],
  ["metadata", ["169.254.169.254"]],
])("a name that resolves to %s is blocked", async (_, addresses) => {
  const before = receiver.connections;
  const options = { allowedNetworks: [], resolve: resolveTo(...addresses) };
  expect(await send(`https://rebound.example:${getReceiverPort()}/`, options)).toMatchObject({
    code: "address_refused",
  });
  expect(receiver.connections).toBe(before);
});

test("plain http to a public address is blocked, by literal and by name", async () => {
  expect(await send("http://8.8.8.8/")).toMatchObject({ kind: "error", code: "https_required" });
  const resolve = resolveTo("93.184.216.34");
  expect(await send("http://public.example/", { resolve })).toMatchObject({ code: "https_required" });
});

test("each new connection resolves and checks the name again", async () => {
  const ownReceiver = await startReceiver({ respond: { status: 200, headers: { connection: "close" } } });
  const answers = [["127.0.0.1"], ["10.0.0.1"]];
  const sender = createSender({ allowedNetworks, resolve: async () => answers.shift() ?? [] });
  const url = `http://moving.example:${new URL(ownReceiver.url()).port}/`;
  const sendOnce = () =>
    sender.send({ url, method: "POST", headers: {}, body: Buffer.from("{}"), timeoutMs: 5000 });
  expect(await sendOnce()).toMatchObject({
    kind: "response",
    status: 200,
    timing: { dnsMs: expect.any(Number) },
  });
  expect(await sendOnce()).toMatchObject({ kind: "error", code: "address_refused" });
  expect(ownReceiver.connections).toBe(1);
  await sender.close();
  await ownReceiver.close();
});

test("localhost is reached at the one loopback address that is allowed", async () => {
  const resolve = resolveTo("::1", "127.0.0.1");
  const result = await send(`http://localhost:${getReceiverPort()}/`, { resolve });
  expect(result).toMatchObject({ kind: "response", status: 200, destinationIp: "127.0.0.1" });
});

test("a name that does not resolve is a DNS error", async () => {
  const resolve = () => Promise.reject(Object.assign(new Error("getaddrinfo"), { code: "ENOTFOUND" }));
  expect(await send("https://nowhere.example/", { resolve })).toMatchObject({
    kind: "error",
    code: "dns_failed",
  });
});

test("a request whose name server hangs times out", async () => {
  const resolve = () => new Promise<never>(() => {});
  const result = await send("https://slow.example/", { resolve }, { timeoutMs: 60 });
  expect(result).toMatchObject({ code: "timeout", params: { phase: "dns" } });
});

test("https with a trusted certificate succeeds, by address and by name", async () => {
  const tls = makeCertificate({ names: ["good.example", "127.0.0.1"] });
  const secure = await startReceiver({ tls });
  const options = { ca: tls.cert, resolve: resolveTo("127.0.0.1") };
  const timing = {
    connectMs: expect.any(Number),
    tlsMs: expect.any(Number),
    firstByteMs: expect.any(Number),
  };
  expect(await send(secure.url(), options)).toMatchObject({ kind: "response", status: 200, timing });
  const urlWithName = secure.url().replace("127.0.0.1", "good.example");
  expect(await send(urlWithName, options)).toMatchObject({
    kind: "response",
    status: 200,
    destinationIp: "127.0.0.1",
  });
  await secure.close();
});

test.each([
  ["self-signed", makeCertificate(), false, "DEPTH_ZERO_SELF_SIGNED_CERT"],
  ["for another name", makeCertificate({ names: ["other.example"] }), true, "ERR_TLS_CERT_ALTNAME_INVALID"],
  ["expired", makeCertificate({ notAfter: new Date(Date.now() - 60_000) }), true, "CERT_HAS_EXPIRED"],
  [
    "not valid yet",
    makeCertificate({ notBefore: new Date(Date.now() + 3_600_000) }),
    true,
    "CERT_NOT_YET_VALID",
  ],
])("a certificate that is %s is rejected before anything is sent", async (_, tls, trusted, tlsError) => {
  const secure = await startReceiver({ tls });
  const result = await send(secure.url(), trusted ? { ca: tls.cert } : {});
  expect(result).toMatchObject({ code: "tls_failed", params: { tlsError } });
  expect(result).toMatchObject({ destinationIp: "127.0.0.1" });
  expect(secure.requests).toEqual([]);
  await secure.close();
});

test("NODE_TLS_REJECT_UNAUTHORIZED does not disable certificate checks", async () => {
  const secure = await startReceiver({ tls: makeCertificate() });
  // Node emits a warning when this variable is set.
  const warning = vi.spyOn(process, "emitWarning").mockImplementation(() => {});
  process.env.NODE_TLS_REJECT_UNAUTHORIZED = "0";
  const result = await send(secure.url()).finally(() => delete process.env.NODE_TLS_REJECT_UNAUTHORIZED);
  warning.mockRestore();
  expect(result).toMatchObject({ kind: "error", code: "tls_failed" });
  await secure.close();
});

test("https to a port that speaks http fails in the TLS handshake", async () => {
  expect(await send(receiver.url().replace("http:", "https:"))).toMatchObject({ code: "tls_failed" });
});

// Only Linux routes all of 127.0.0.0/8 to the loopback interface.
test.skipIf(process.platform !== "linux")(
  "addresses and timing are those of the request's own connection",
  async () => {
    const servedSockets = new WeakSet<object>();
    const receiverOnAllAddresses = await startReceiver({
      host: "0.0.0.0",
      respond: (request, { socket }) => {
        const first = socket !== null && !servedSockets.has(socket);
        if (socket) servedSockets.add(socket);
        const shouldClose = Number(request.body.toString()) % 7 === 0;
        const body = JSON.stringify({ address: socket?.localAddress, first });
        return { status: 200, headers: shouldClose ? { connection: "close" } : {}, body };
      },
    });
    let turn = 0;
    const resolve = async () => [`127.0.0.${1 + (turn++ % 9)}`];
    const sender = createSender({ allowedNetworks, resolve, connectionsPerOrigin: 8 });
    const url = `http://many.example:${new URL(receiverOnAllAddresses.url()).port}/`;
    const results = await Promise.all(
      Array.from({ length: 400 }, (_, i) =>
        sender.send({ url, method: "POST", headers: {}, body: Buffer.from(String(i)), timeoutMs: 10_000 }),
      ),
    );
    const seenAddresses = new Set<string>();
    for (const result of results) {
      if (result.kind === "error") throw new Error(result.code);
      const reported = JSON.parse(Buffer.from(result.body).toString());
      expect(result.destinationIp).toBe(reported.address);
      expect("connectMs" in result.timing).toBe(reported.first);
      seenAddresses.add(result.destinationIp);
    }
    expect(seenAddresses.size).toBe(9);
    await sender.close();
    await receiverOnAllAddresses.close();
  },
);
