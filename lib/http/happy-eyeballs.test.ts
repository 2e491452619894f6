import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";
import { Worker } from "node:worker_threads";
import { afterEach, expect, test } from "vitest";
import { startReceiver } from "@/testing/receiver";
import { connectHappyEyeballs } from "./happy-eyeballs";
import { parseNetworks } from "./networks";
import { createSender } from "./send";

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

async function listen(host: string, port = 0): Promise<number> {
  const server: Server = createServer((socket) => socket.on("error", () => {}).resume());
  await new Promise<void>((done) => server.listen(port, host, done));
  closers.push(() => server.close());
  return (server.address() as AddressInfo).port;
}

/** Connects to the first address that accepts. @returns the result, and all sockets that were opened for it */
function connectToAny(
  addresses: string[],
  port: number,
  onCreated: (socket: Socket, index: number) => void = () => {},
) {
  const sockets: Socket[] = [];
  closers.push(() => {
    for (const socket of sockets) socket.destroy();
  });
  const result = new Promise<{ error: Error | null; address: string | undefined }>((done) => {
    const recordSocket = (socket: Socket) => onCreated(socket, sockets.push(socket) - 1);
    connectHappyEyeballs(addresses, port, recordSocket, (error, socket) =>
      done({ error, address: socket?.remoteAddress }),
    );
  });
  return { result, sockets };
}

// Only Linux routes all of 127.0.0.0/8 to the loopback interface, and lets the first test fill the listen backlog.
const testOnLinux = test.skipIf(process.platform !== "linux");

testOnLinux(
  "an address that is slow to accept wins over the next address, which refuses the connection",
  async () => {
    // The worker listens but does not accept before the gate opens, so that a third connection waits in the kernel's queue.
    const gate = new Int32Array(new SharedArrayBuffer(4));
    const worker = new Worker(
      `const { workerData: gate, parentPort } = require("node:worker_threads");
     const server = require("node:net").createServer((socket) => socket.on("error", () => {}).resume());
     server.listen({ port: 0, host: "127.0.0.2", backlog: 1 }, () => {
       parentPort.postMessage(server.address().port);
       setImmediate(() => Atomics.wait(gate, 0, 0));
     });`,
      { eval: true, workerData: gate },
    );
    closers.push(() => worker.terminate());
    const port = await new Promise<number>((done) => worker.once("message", done));
    for (const _ of [1, 2]) {
      const filler = connect({ host: "127.0.0.2", port });
      closers.push(() => filler.destroy());
      await new Promise((done) => filler.once("connect", done));
    }
    const { result, sockets } = connectToAny(["127.0.0.2", "127.0.0.3"], port, (socket, index) => {
      if (index === 1) {
        socket.once("close", () => {
          Atomics.store(gate, 0, 1);
          Atomics.notify(gate, 0);
        });
      }
    });
    expect(await result).toEqual({ error: null, address: "127.0.0.2" });
    expect(sockets).toHaveLength(2);
  },
);

testOnLinux("an address that refuses the connection is skipped at once", async () => {
  const port = await listen("127.0.0.4");
  const { result, sockets } = connectToAny(["127.0.0.2", "127.0.0.3", "127.0.0.4", "127.0.0.5"], port);
  expect(await result).toEqual({ error: null, address: "127.0.0.4" });
  expect(sockets).toHaveLength(3);
});

testOnLinux("if no address accepts, connecting fails once, with the first address's error", async () => {
  const port = await listen("127.0.0.1");
  const { result } = connectToAny(["127.0.0.2", "127.0.0.3"], port);
  expect(await result).toMatchObject({ error: { code: "ECONNREFUSED", address: "127.0.0.2" } });
});

testOnLinux("at most ten addresses are tried", async () => {
  const port = await listen("127.0.0.1");
  const { result, sockets } = connectToAny(
    Array.from({ length: 30 }, (_, index) => `127.0.0.${index + 2}`),
    port,
  );
  expect((await result).error).toMatchObject({ code: "ECONNREFUSED" });
  expect(sockets).toHaveLength(10);
});

testOnLinux(
  "IPv4 and IPv6 addresses alternate, beginning with the family that the resolver put first",
  async () => {
    const port = await listen("127.0.0.1");
    const tried: (string | undefined)[] = [];
    const { result } = connectToAny(["127.0.0.2", "127.0.0.3", "::ffff:127.0.0.4"], port, (socket) => {
      socket.once("error", (error) => tried.push((error as Error & { address?: string }).address));
    });
    await result;
    expect(tried).toEqual(["127.0.0.2", "::ffff:127.0.0.4", "127.0.0.3"]);
  },
);

testOnLinux("a receiver with one dead and one live address gets the request", async () => {
  const receiver = await startReceiver();
  const resolve = async () => ["127.0.0.9", "127.0.0.1"];
  const sender = createSender({ allowedNetworks: parseNetworks("127.0.0.0/8"), resolve });
  const url = receiver.url().replace("127.0.0.1", "two.example");
  const request = { url, method: "POST", headers: {}, body: Buffer.from("{}"), timeoutMs: 5_000 };
  expect(await sender.send(request)).toMatchObject({
    kind: "response",
    status: 200,
    destinationIp: "127.0.0.1",
  });
  await sender.close();
  await receiver.close();
});
