import { once } from "node:events";
import { createServer } from "node:net";

// These ports are below those that operating systems assign to outgoing connections and to servers that ask for any free port (from
// 32768 on Linux, from 49152 elsewhere), so that none of these takes a found port before the system under test does, or while it restarts.
const lowestPort = 10_000;
const highestPort = 32_767;
const foundPorts = new Set<number>();

/**
 * Finds a port that no process listens on, for a system that must know its own address before it starts. A process never gets
 * the same port twice.
 */
export async function findFreePort(): Promise<number> {
  for (;;) {
    const port = lowestPort + Math.floor(Math.random() * (highestPort - lowestPort + 1));
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
