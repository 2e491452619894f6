import { randomBytes } from "node:crypto";
import { once } from "node:events";
import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  request,
  type ServerResponse,
} from "node:http";
import type { AddressInfo } from "node:net";
import { buffer, json, text } from "node:stream/consumers";
import { afterEach, expect, onTestFinished, test, vi } from "vitest";
import { resetEnv } from "../env";
import { relayToWorker } from "./relay-to-worker";
import { streamRoute } from "./stream-route";

afterEach(() => {
  vi.unstubAllEnvs();
  resetEnv();
});

async function listen(listener?: RequestListener) {
  const server = createServer(listener).listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { server, port: (server.address() as AddressInfo).port };
}

/** Starts a worker, and a web server that relays requests to it. */
async function startRelay(workerListener?: RequestListener) {
  const worker = await listen(workerListener);
  vi.stubEnv("HOOKLEDGER_WORKER_PORT", String(worker.port));
  resetEnv();
  const relayController = new AbortController();
  const web = await listen((incoming, outgoing) => {
    void streamRoute(relayToWorker, incoming, outgoing, relayController.signal);
  });
  const send = (method: string, path: string, headers: Record<string, string> = {}) =>
    request({ host: "127.0.0.1", port: web.port, method, path, headers, agent: false });
  return { worker: worker.server, abortRelay: () => relayController.abort(), send };
}

type RequestAndResponse = [IncomingMessage, ServerResponse];

test.each(["POST", "PUT"])("a %s request and its response are relayed byte for byte", async (method) => {
  const { worker, send } = await startRelay();
  const [sentBytes, responseBytes] = [randomBytes(300_000), randomBytes(300_000)];
  const headers = { Host: "hooks.example:8080", "X-Inngest-Signature": "t=1&s=ab", "X-Empty": "" };
  const outgoingRequest = send(method, "/api/inngest?fnId=a%2Fb&stepId=step", headers);
  outgoingRequest.end(sentBytes);
  const [receivedRequest, response] = (await once(worker, "request")) as RequestAndResponse;
  expect(receivedRequest).toMatchObject({ method, url: "/api/inngest?fnId=a%2Fb&stepId=step" });
  expect(receivedRequest.headers).toMatchObject({
    host: "hooks.example:8080",
    "x-inngest-signature": "t=1&s=ab",
    "x-empty": "",
  });
  expect((await buffer(receivedRequest)).equals(sentBytes)).toBe(true);
  response.writeHead(206, { "X-Inngest-Sdk": "js:v4" }).end(responseBytes);
  const [clientResponse] = (await once(outgoingRequest, "response")) as [IncomingMessage];
  expect(clientResponse.statusCode).toBe(206);
  expect(clientResponse.headers["x-inngest-sdk"]).toBe("js:v4");
  expect((await buffer(clientResponse)).equals(responseBytes)).toBe(true);
});

test("a GET request is relayed without a body, and an empty response is relayed", async () => {
  const { send } = await startRelay((received, response) =>
    response.writeHead(204, { "X-Length": received.headers["content-length"] ?? "none" }).end(),
  );
  const outgoing = send("GET", "/api/inngest");
  outgoing.end();
  const [clientResponse] = (await once(outgoing, "response")) as [IncomingMessage];
  expect([clientResponse.statusCode, clientResponse.headers["x-length"], await text(clientResponse)]).toEqual(
    [204, "none", ""],
  );
});

test("the bodies of the request and the response are streamed", async () => {
  const { worker, send } = await startRelay();
  const outgoingRequest = send("POST", "/api/inngest");
  outgoingRequest.write("first ");
  const [receivedRequest, response] = (await once(worker, "request")) as RequestAndResponse;
  expect(String((await once(receivedRequest, "data"))[0])).toBe("first ");
  const rest = text(receivedRequest);
  outgoingRequest.end("second");
  expect(await rest).toBe("second");

  response.writeHead(201).write(" ");
  const [clientResponse] = (await once(outgoingRequest, "response")) as [IncomingMessage];
  expect(String((await once(clientResponse, "data"))[0])).toBe(" ");
  response.end("outcome");
  expect(await text(clientResponse)).toBe("outcome");
});

test("without a worker, the response is 503 with a problem that says why", async () => {
  const { worker, send } = await startRelay();
  worker.close();
  await once(worker, "close");
  const outgoing = send("POST", "/api/inngest");
  outgoing.end("{}");
  const [clientResponse] = (await once(outgoing, "response")) as [IncomingMessage];
  expect(clientResponse.statusCode).toBe(503);
  expect(clientResponse.headers).toMatchObject({
    "content-type": "application/problem+json",
    "retry-after": "2",
  });
  expect(await json(clientResponse)).toMatchObject({
    code: "unavailable",
    detail: expect.stringContaining("No worker"),
  });
});

test("if the worker ends during a response, the client's connection is closed, so that the response does not look complete", async () => {
  const { worker, send } = await startRelay();
  const outgoing = send("POST", "/api/inngest");
  outgoing.end("{}");
  const [, response] = (await once(worker, "request")) as RequestAndResponse;
  response.writeHead(201).write(" ");
  const [clientResponse] = (await once(outgoing, "response")) as [IncomingMessage];
  response.destroy();
  await expect(text(clientResponse)).rejects.toThrow("aborted");
});

test("when the client closes its connection, the connection to the worker is closed", async () => {
  const { worker, send } = await startRelay();
  const outgoing = send("POST", "/api/inngest");
  outgoing.end("{}");
  const [, response] = (await once(worker, "request")) as RequestAndResponse;
  response.writeHead(201).write(" ");
  await once(outgoing, "response");
  outgoing.destroy();
  await once(response, "close");
});

test("a web process that stops can abort a response that has not ended", async () => {
  const { worker, send, abortRelay } = await startRelay();
  const outgoing = send("POST", "/api/inngest");
  outgoing.end("{}");
  const [, response] = (await once(worker, "request")) as RequestAndResponse;
  response.writeHead(201).write(" ");
  const [clientResponse] = (await once(outgoing, "response")) as [IncomingMessage];
  abortRelay();
  await expect(text(clientResponse)).rejects.toThrow("aborted");
});
