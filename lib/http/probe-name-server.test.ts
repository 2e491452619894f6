import { createSocket } from "node:dgram";
import { afterEach, expect, test } from "vitest";
import { createNameServerProbe } from "./probe-name-server";

const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

/** The record type of IPv6 addresses (RFC 3596, section 2.1). */
const aaaaType = 28;

/** Starts a name server that responds with the code that `getCode` returns (RFC 1035, section 4.1.1), or not at all if undefined. */
async function startNameServer(getCode: (type: number) => number | undefined): Promise<string> {
  const socket = createSocket("udp4");
  closers.push(() => socket.close());
  socket.on("message", (query, { port, address }) => {
    // Twelve bytes of header, the name, its type and class (RFC 1035, 4.1).
    const name = query.indexOf(0, 12);
    const code = getCode(query.readUInt16BE(name + 1));
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
  ["says that the name has no addresses", true, () => 0],
  ["says that the name does not exist", true, () => 3],
  ["says that the query failed", true, () => 2],
  ["does not respond", false, () => undefined],
  ["does not respond for IPv6", false, (type: number) => (type === aaaaType ? undefined : 0)],
])("for a name server that %s, the probe returns %s", async (_, expected, getCode) => {
  const servers = [await startNameServer(getCode)];
  expect(await createNameServerProbe({ servers, timeoutMs: 100 })("receiver.example")).toBe(expected);
});
