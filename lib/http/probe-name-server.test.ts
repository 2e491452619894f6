import { createSocket } from "node:dgram";
import { afterEach, expect, test } from "vitest";
import { createNameServerProbe } from "./probe-name-server";

const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

/** The record type of IPv6 addresses (RFC 3596, section 2.1). */
const aaaaType = 28;

/** Starts a name server that responds to each query with a code (RFC 1035, section 4.1.1), or is silent if the code is undefined. */
async function startNameServer(codeFor: (type: number) => number | undefined): Promise<string> {
  const socket = createSocket("udp4");
  closers.push(() => socket.close());
  socket.on("message", (query, { port, address }) => {
    // Twelve bytes of header, the name, its type and class (RFC 1035, 4.1).
    const name = query.indexOf(0, 12);
    const code = codeFor(query.readUInt16BE(name + 1));
    if (code === undefined) return;
    const answer = Buffer.from(query.subarray(0, name + 5));
    answer.writeUInt16BE(0x8180 | code, 2);
    answer.fill(0, 6, 12);
    answer.writeUInt16BE(1, 4);
    socket.send(answer, port, address);
  });
  await new Promise<void>((done) => socket.bind(0, "127.0.0.1", done));
  return `127.0.0.1:${socket.address().port}`;
}

test.each([
  ["that the name has no addresses", () => 0, true],
  ["that the name does not exist", () => 3, true],
  ["that the query failed", () => 2, true],
  ["nothing", () => undefined, false],
  ["nothing about IPv6", (type: number) => (type === aaaaType ? undefined : 0), false],
])("the probe recognizes whether a name server that says %s responds", async (_, codeFor, expected) => {
  const servers = [await startNameServer(codeFor)];
  expect(await createNameServerProbe({ servers, timeoutMs: 100 })("receiver.example")).toBe(expected);
});
