import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import next from "next";
import { POST as postEvents } from "./app/api/v1/events/batch/route";
import { POST as postEvent } from "./app/api/v1/events/route";
import type { RouteHandler } from "./lib/api/endpoint";
import { closeDatabase } from "./lib/db";
import { env } from "./lib/env";
import { answerWith } from "./lib/http-server/answer-with";
import { closable } from "./lib/http-server/close-server";
import { onShutdown } from "./lib/http-server/on-shutdown";
import { log } from "./lib/log";
import { reportSealed } from "./lib/sealed-secrets/report-sealed";

/**
 * The web process: Next, and in front of it the doors for events. A Next route costs about a millisecond of CPU;
 * an event must not wait for that. They are the same route handlers, called without Next's router.
 */
const doors: Record<string, RouteHandler> = {
  "/api/v1/events": postEvent,
  "/api/v1/events/batch": postEvents,
};

const { PORT, HOOKLEDGER_TRUST_PROXY } = env();
const app = next({ dev: false, dir: import.meta.dirname.replace(/[/\\]\.build$/, "") });
await app.prepare();
const handle = app.getRequestHandler();

function serve(request: IncomingMessage, response: ServerResponse): void {
  // The sign-in throttle counts by address: what a client claims about its own must not reach it.
  if (!HOOKLEDGER_TRUST_PROXY)
    request.headers["x-forwarded-for"] = (request.socket.remoteAddress ?? "").replace(/^::ffff:/, "");
  const door = request.method === "POST" ? doors[(request.url ?? "").split("?", 1)[0] as string] : undefined;
  const answered = door ? answerWith(door, request, response) : handle(request, response);
  answered.catch((error: unknown) => {
    log.error({ error: error instanceof Error ? error.stack : String(error) }, "a request failed");
    response.destroy();
  });
}

const server = createServer({ keepAliveTimeout: 65_000, requestTimeout: 60_000 }, serve);
const close = closable(server);
server.listen(PORT, () => log.info({ port: (server.address() as AddressInfo).port }, "web is ready"));
void reportSealed();

onShutdown("web", async () => {
  await close();
  await app.close();
  await closeDatabase();
});
