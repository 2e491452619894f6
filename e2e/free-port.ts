// Short file: demo and OIDC server need it, and neither imports the other.
import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";

/** Finds a port that no process listens on, for a system that must know its own address before it starts. */
export async function findFreePort(): Promise<number> {
  const server = createServer();
  await once(server.listen(0, "127.0.0.1"), "listening");
  const { port } = server.address() as AddressInfo;
  await once(server.close(), "close");
  return port;
}
