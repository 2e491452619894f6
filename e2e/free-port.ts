import { once } from "node:events";
import { createServer } from "node:net";

// Below the ports that systems assign to outgoing connections and to servers that take any port (from 32768 on Linux, from
// 49152 elsewhere): one of these could otherwise take the port before the system under test does, or while it is restarted.
const lowest = 10_000;
const highest = 32_767;
const foundPorts = new Set<number>();

/**
 * Finds a port that no process listens on, for a system that must know its own address before it starts. Never the same one
 * twice in a process.
 */
export async function findFreePort(): Promise<number> {
  for (;;) {
    const port = lowest + Math.floor(Math.random() * (highest - lowest + 1));
    if (foundPorts.has(port) || !(await isFree(port))) continue;
    foundPorts.add(port);
    return port;
  }
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  try {
    await once(server.listen(port, "127.0.0.1"), "listening");
    await once(server.close(), "close");
    return true;
  } catch {
    return false;
  }
}
