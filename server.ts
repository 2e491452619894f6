import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import next from "next";
import { POST as callFunctions } from "./app/api/inngest/route";
import { POST as postEvents } from "./app/api/v1/events/batch/route";
import { POST as postEvent } from "./app/api/v1/events/route";
import { POST as receive } from "./app/in/[token]/route";
import { registerEngineSender } from "./inngest/register-engine-sender";
import type { Endpoint } from "./lib/adapters/endpoint/endpoint";
import { warnAboutUnsupportedPatterns } from "./lib/catalogue/warn-about-unsupported-patterns";
import { requireSupportedDatabase } from "./lib/database/require-supported-database";
import { closeDatabase } from "./lib/db";
import { env } from "./lib/env";
import { closeThreads } from "./lib/evaluation/threads";
import { addAllowHeaderTo405 } from "./lib/http-server/allow-header";
import { answerPings } from "./lib/http-server/answer-supervisor-pings";
import { drainRequest } from "./lib/http-server/drain-request";
import { buildFrameHeaders } from "./lib/http-server/frame-headers";
import { prepareGracefulClose } from "./lib/http-server/graceful-close";
import { markRefresh } from "./lib/http-server/mark-refresh";
import { onShutdown } from "./lib/http-server/on-shutdown";
import { rejectTunnel } from "./lib/http-server/reject-tunnel";
import { respondEarly } from "./lib/http-server/respond-early";
import { serveEndpoint, writeResponse } from "./lib/http-server/serve-endpoint";
import { streamRoute } from "./lib/http-server/stream-route";
import { stopFollowingChanges } from "./lib/live/change-clock";
import { log } from "./lib/log";
import { reportSealedSecrets } from "./lib/sealed-secrets/report-sealed";

/**
 * The endpoints that accept events. The web process calls them without Next's router, which costs about a millisecond of CPU for
 * each request: too much for an event. Next serves all other paths, except the relay to the worker.
 */
const eventEndpoints: Record<string, Endpoint> = {
  "/api/v1/events": postEvent.endpoint,
  "/api/v1/events/batch": postEvents.endpoint,
};

/** The URL of a source, which takes as many messages as the events API takes events. */
const sourcePathPattern = /^\/in\/([^/]+)$/;

/** How long the web process relays calls to the worker after its own shutdown begins. A worker that stops too responds within this time. */
const relayGraceMs = 5_000;
const relayController = new AbortController();

answerPings();
registerEngineSender();
const { DATABASE_URL, PORT, HOOKLEDGER_TRUST_PROXY } = env();
const app = next({
  dev: false,
  dir: import.meta.dirname.replace(/[/\\]\.build$/, ""),
  // If Next handled upgrades on the real server, it would close each connection that offers an unknown upgrade, without a response.
  // Java's HttpClient offers an upgrade (h2c) with its first request; a server can ignore the offer and respond over HTTP/1.1
  // (RFC 9110, section 7.8). So Next gets a server of its own, which never listens on a port.
  httpServer: createServer(),
});
await Promise.all([requireSupportedDatabase(DATABASE_URL), app.prepare()]);
const handle = app.getRequestHandler();

function serve(request: IncomingMessage, response: ServerResponse): void {
  // The sign-in throttle counts by IP address, so a client must not choose its own address with X-Forwarded-For.
  if (!HOOKLEDGER_TRUST_PROXY)
    request.headers["x-forwarded-for"] = (request.socket.remoteAddress ?? "").replace(/^::ffff:/, "");
  drainRequest(request, response);
  respondToRequest(request, response).catch((error: unknown) => {
    log.error({ error: error instanceof Error ? error.stack : String(error) }, "request failed");
    response.destroy();
  });
}

async function respondToRequest(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const earlyResponse = respondEarly(request);
  if (earlyResponse) return writeResponse(earlyResponse, response);
  const [path = ""] = (request.url ?? "").split("?", 1);
  const endpoint = request.method === "POST" ? eventEndpoints[path] : undefined;
  if (endpoint) return serveEndpoint(endpoint, request, response);
  const [, token] = sourcePathPattern.exec(path) ?? [];
  if (token && (request.method === "POST" || request.method === "PUT"))
    return serveEndpoint(receive.endpoint, request, response, { token });
  if (path === "/api/inngest" && request.method !== "OPTIONS")
    return streamRoute(callFunctions, request, response, relayController.signal);
  markRefresh(request.headers);
  response.setHeaders(new Headers(buildFrameHeaders(path)));
  addAllowHeaderTo405(response);
  return handle(request, response);
}

const server = createServer({ keepAliveTimeout: 65_000, requestTimeout: 60_000 }, serve);
const close = prepareGracefulClose(server);
server.on("connect", (_, socket) => rejectTunnel(socket as Socket));
server.listen(PORT, () => log.info({ port: (server.address() as AddressInfo).port }, "web is ready"));
void reportSealedSecrets();

warnAboutUnsupportedPatterns().catch((error: Error) =>
  log.warn({ error: error.message }, "could not check the patterns of the saved schemas"),
);

onShutdown("web", async () => {
  setTimeout(() => relayController.abort(), relayGraceMs).unref();
  await stopFollowingChanges();
  await close();
  await app.close();
  await closeThreads();
  await closeDatabase();
});
