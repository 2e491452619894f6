import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { onTestFinished } from "vitest";

const authenticationOkMessage = Buffer.from([0x52, 0, 0, 0, 8, 0, 0, 0, 0]);
const readyForQueryMessage = Buffer.from([0x5a, 0, 0, 0, 5, 0x49]);
const terminateType = 0x58;

/**
 * Starts a pooler in transaction mode with one server connection, in front of the Postgres at `address`. The first client
 * authenticates through it, later clients share the connection, and responses go to the client that sent last. Returns the
 * pooler's address.
 */
export async function startTransactionPooler(address: string): Promise<string> {
  const { hostname, port } = new URL(address);
  let lastClient: Socket | undefined;
  const server = connect(Number(port), hostname).on("data", (bytes) => lastClient?.write(bytes));
  const pooler = createServer((client) => {
    // The start-up message of later clients is for the pooler: the server connection is already authenticated.
    let isNew = lastClient !== undefined;
    lastClient ??= client;
    client.on("data", (bytes) => {
      if (isNew) client.write(Buffer.concat([authenticationOkMessage, readyForQueryMessage]));
      else if (bytes[0] === terminateType) client.end();
      else {
        lastClient = client;
        server.write(bytes);
      }
      isNew = false;
    });
  });
  await new Promise<void>((resolve) => pooler.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.destroy();
    pooler.close();
  });
  const pooled = new URL(address);
  pooled.port = String((pooler.address() as AddressInfo).port);
  return pooled.href;
}
