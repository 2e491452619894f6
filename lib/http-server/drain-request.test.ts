import { once } from "node:events";
import { Agent, createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { expect, onTestFinished, test } from "vitest";
import type { ApiRequest } from "../adapters/endpoint/http-messages";
import { readJson } from "../adapters/endpoint/read-json";
import { toApiRequest } from "../adapters/endpoint/to-route";
import { drainRequest } from "./drain-request";
import { serveEndpoint } from "./serve-endpoint";

async function startServer(
  answer: (request: IncomingMessage, response: ServerResponse) => unknown,
  maxBytes?: number,
) {
  const server = createServer({ keepAliveTimeout: 60_000 }, (incoming, outgoing) => {
    drainRequest(incoming, outgoing, maxBytes);
    answer(incoming, outgoing);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  onTestFinished(() => agent.destroy());
  onTestFinished(() => server.closeAllConnections());
  /** Posts the whole body on the connection, even if a response comes first. */
  const post = async (bytes: number, headers: Record<string, string> = {}) => {
    const { port } = server.address() as AddressInfo;
    const outgoing = request({ port, host: "127.0.0.1", method: "POST", agent, headers });
    outgoing.end(Buffer.alloc(bytes, "x"));
    const [response] = (await once(outgoing, "response")) as [IncomingMessage];
    return { status: response.statusCode, body: await text(response), port: outgoing.socket?.localPort };
  };
  return { post, server };
}

const respond401 = async () => ({ status: 401, headers: {}, body: "no" });
const chunkedHeaders = { "Transfer-Encoding": "chunked" };

test.each([{}, chunkedHeaders])(
  "after an error response that is sent before the body is read, the connection serves the next request: %j",
  async (headers) => {
    const { post } = await startServer((incoming, outgoing) => serveEndpoint(respond401, incoming, outgoing));
    const first = await post(1_000_000, headers);
    const second = await post(10);
    expect([first.status, second.status]).toEqual([401, 401]);
    expect(second.port).toBe(first.port);
  },
);

test.each([{}, chunkedHeaders])(
  "the connection serves the next request after a body exceeds the limit midway: %j",
  async (headers) => {
    const endpoint = (incoming: ApiRequest) =>
      readJson(incoming, 1_024).then(respond401, () => ({ status: 413, headers: {}, body: "large" }));
    const { post } = await startServer((incoming, outgoing) => serveEndpoint(endpoint, incoming, outgoing));
    const first = await post(1_000_000, headers);
    const second = await post(10, headers);
    expect([first.status, second.status]).toEqual([413, 413]);
    expect(second.port).toBe(first.port);
  },
);

/** Makes a request like those of Next's routes (server/body-streams.js): its body is read at once, whether or not it is used. */
function toNextRequest(incoming: IncomingMessage): Request {
  const start = async (controller: ReadableStreamDefaultController) => {
    for await (const chunk of incoming) controller.enqueue(new Uint8Array(chunk));
    controller.close();
  };
  return new Request("http://x/", {
    method: "POST",
    body: new ReadableStream({ start }),
    duplex: "half",
  } as RequestInit);
}

test("after a body exceeds the limit midway on a Next.js route, the connection serves the next request", async () => {
  const { post } = await startServer(async (incoming, outgoing) => {
    const bodyEnd = Promise.race([once(incoming, "end"), once(incoming, "close")]);
    const rejected = await readJson(toApiRequest(toNextRequest(incoming)), 1_024).catch(() => "large");
    // Like Next, responds late: by then, the whole body was read or the request was aborted.
    await bodyEnd;
    outgoing.writeHead(413).end(rejected);
  });
  const first = await post(9_000_000, chunkedHeaders);
  const second = await post(5_000, chunkedHeaders);
  expect([first.status, second.status]).toEqual([413, 413]);
  expect(second.port).toBe(first.port);
});

test("if a reader destroys the request, the connection is closed after the response", async () => {
  const { post, server } = await startServer(async (incoming, outgoing) => {
    for await (const _ of incoming) break;
    outgoing.writeHead(413).end("large");
  });
  const closed = once(server, "connection").then(([socket]) => once(socket, "close"));
  expect((await post(1_000_000)).body).toBe("large");
  await closed;
});

test("the connection of a client that sends more than the drain limit is closed", async () => {
  const { post, server } = await startServer((_, outgoing) => outgoing.writeHead(401).end("no"), 10_000);
  const closed = once(server, "connection").then(([socket]) => once(socket, "close"));
  await Promise.all([closed, post(50_000_000).catch(() => "cut off")]);
});
