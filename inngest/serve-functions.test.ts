import { createHmac } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { Inngest } from "inngest";
import { expect, onTestFinished, test } from "vitest";
import { serveFunctions } from "./serve-functions";

const key = "0123456789abcdef";

/** Serves one function, `run`, as a worker does for an Inngest server. */
async function startWorker(run: () => Promise<unknown>) {
  const logger = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
  const client = new Inngest({
    id: "toys",
    isDev: false,
    signingKey: `signkey-test-${key}`,
    eventKey: "event-key",
    baseUrl: "http://127.0.0.1:1",
    checkpointing: false,
    logger,
  });
  const fn = client.createFunction({ id: "run", triggers: [{ event: "toy" }], retries: 0 }, run);
  const server = createServer(serveFunctions(client, [fn])).listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const call = (signed: boolean, path = "/api/inngest?fnId=toys-run&stepId=step") => {
    const body = JSON.stringify({
      ctx: {
        attempt: 0,
        disable_immediate_execution: false,
        run_id: "r",
        stack: { current: 0, stack: [] },
        use_api: false,
      },
      event: { data: {}, name: "toy" },
      events: [{ data: {}, name: "toy" }],
      steps: {},
      version: 2,
    });
    const at = Math.floor(Date.now() / 1000);
    const signature = createHmac("sha256", key).update(`${body}${at}`).digest("hex");
    const headers = {
      "Content-Type": "application/json",
      ...(signed ? { "X-Inngest-Signature": `t=${at}&s=${signature}` } : {}),
    };
    const { port } = server.address() as AddressInfo;
    const outgoing = request({ host: "127.0.0.1", port, path, method: "POST", headers, agent: false });
    outgoing.end(body);
    return outgoing;
  };
  return { call, server };
}

async function readResponse(outgoing: ReturnType<typeof request>) {
  const [response] = (await once(outgoing, "response")) as [IncomingMessage];
  return { status: response.statusCode, headers: response.headers, body: await text(response) };
}

test("an unsigned request gets a 401 and runs nothing; a request to a path other than /api/inngest gets a 404", async () => {
  let runs = 0;
  const { call } = await startWorker(async () => {
    runs += 1;
  });
  expect((await readResponse(call(false))).status).toBe(401);
  expect((await readResponse(call(true, "/"))).status).toBe(404);
  expect(runs).toBe(0);
});

test("a run that ends within three seconds gets a plain response", async () => {
  const { call } = await startWorker(async () => ({ sent: 3 }));
  const response = await readResponse(call(true));
  expect(response).toMatchObject({ status: 200, body: '{"sent":3}' });
  expect(response.headers["x-inngest-sdk"]).toContain("js:v");
});

/** A run that lasts until `end` is called. */
function createLongRun() {
  const calls: {
    end?: (result: string) => void;
    onStarted?: () => void;
    onEnded?: (result: string) => void;
  } = {};
  const released = new Promise<string>((resolve) => {
    calls.end = resolve;
  });
  const running = new Promise<void>((resolve) => {
    calls.onStarted = resolve;
  });
  const ended = new Promise<string>((resolve) => {
    calls.onEnded = resolve;
  });
  const run = async () => {
    calls.onStarted?.();
    const result = await released;
    calls.onEnded?.(result);
    return result;
  };
  return { run, running, ended, end: (result: string) => calls.end?.(result) };
}

test("the response to a longer run starts before the run ends", async () => {
  const { run, end } = createLongRun();
  const { call } = await startWorker(run);
  const outgoing = call(true);
  const [response] = (await once(outgoing, "response")) as [IncomingMessage];
  expect(response.statusCode).toBe(201);
  end("complete");
  expect(JSON.parse(await text(response))).toMatchObject({ status: 200, body: '"complete"' });
});

test("a run continues to its end after its client has closed the connection", async () => {
  const { run, running, ended, end } = createLongRun();
  const { call, server } = await startWorker(run);
  const outgoing = call(true).on("error", () => {});
  const [, response] = (await once(server, "request")) as [IncomingMessage, ServerResponse];
  await running;
  outgoing.destroy();
  await once(response, "close");
  end("complete");
  expect(await ended).toBe("complete");
});
