import { once } from "node:events";
import { Agent, createServer, get, type IncomingMessage, type ServerResponse } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { text } from "node:stream/consumers";
import { expect, onTestFinished, test } from "vitest";
import { prepareGracefulClose } from "./graceful-close";

async function startServer(answer: (request: IncomingMessage, response: ServerResponse) => void) {
  const server = createServer({ keepAliveTimeout: 60_000 }, answer);
  const close = prepareGracefulClose(server);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => server.closeAllConnections());
  return { port: (server.address() as AddressInfo).port, close, server };
}

test("neither a connection without a request nor an idle connection delays closing", async () => {
  const { port, close, server } = await startServer((_, response) => response.end("done"));
  const silent = connect(port, "127.0.0.1");
  const agent = new Agent({ keepAlive: true });
  onTestFinished(() => agent.destroy());
  const [[response]] = await Promise.all([
    once(get({ port, host: "127.0.0.1", agent }), "response"),
    once(server, "connection"),
    once(silent, "connect"),
  ]);
  await text(response);
  await Promise.all([close(), once(silent, "close")]);
});

test("a pending request gets its whole response before its connection is closed", async () => {
  const { port, close, server } = await startServer(() => undefined);
  const agent = new Agent({ keepAlive: true });
  onTestFinished(() => agent.destroy());
  const answered = once(get({ port, host: "127.0.0.1", agent }), "response");
  const [, response] = (await once(server, "request")) as [IncomingMessage, ServerResponse];
  const closed = close();
  response.end("x".repeat(1_000_000));
  const [message] = await answered;
  expect(await text(message)).toHaveLength(1_000_000);
  await closed;
});
