import { once } from "node:events";
import { createServer, request } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "vitest";
import { serveEndpoint } from "./serve-endpoint";

/** Sends a body in these pieces to an endpoint that reads at most `maxBytes`. Returns what it read; null if that was too much. */
async function sendInPieces(pieces: Buffer[], maxBytes: number): Promise<Buffer | null> {
  let read: Buffer | null | undefined;
  const endpoint = async (incoming: { readBody(max: number): Promise<Buffer | null> }) => {
    read = await incoming.readBody(maxBytes);
    return { status: 204, headers: {}, body: null };
  };
  const server = createServer(
    (incoming, outgoing) => void serveEndpoint(endpoint, incoming, outgoing),
  ).listen(0);
  await once(server, "listening");
  const outgoing = request({ port: (server.address() as AddressInfo).port, method: "POST" });
  const responded = once(outgoing, "response");
  for (const piece of pieces) await new Promise<void>((resolve) => outgoing.write(piece, () => resolve()));
  outgoing.end();
  await responded;
  outgoing.destroy();
  server.closeAllConnections();
  server.close();
  return read as Buffer | null;
}

test("a body that arrives in many pieces of different sizes is read as it was sent", async () => {
  const pieces = [1, 2, 700, 1, 0, 3_000, 5, 5, 20_000, 1].map((size, index) =>
    Buffer.alloc(size, 65 + index),
  );
  const sent = pieces.filter(({ length }) => length > 0);
  expect(await sendInPieces(sent, 100_000)).toEqual(Buffer.concat(sent));
});

test("a body in one piece is read, an empty one too, and one that is too large is not", async () => {
  expect(await sendInPieces([Buffer.from("abc")], 3)).toEqual(Buffer.from("abc"));
  expect(await sendInPieces([], 3)).toEqual(Buffer.alloc(0));
  expect(await sendInPieces([Buffer.from("ab"), Buffer.from("cd")], 3)).toBeNull();
});
