import { once } from "node:events";
import { createServer } from "node:http";
import { inngest, selectedEngine } from "./inngest/client";
import { functions } from "./inngest/functions";
import { registerEngineSender } from "./inngest/register-engine-sender";
import { serveFunctions } from "./inngest/serve-functions";
import { requireSupportedDatabase } from "./lib/database/require-supported-database";
import { closeDatabase, pool } from "./lib/db";
import { closeSender } from "./lib/deliveries/sender";
import { startRunner } from "./lib/engine/runner";
import { env } from "./lib/env";
import { closeThreads } from "./lib/evaluation/threads";
import { publishOwnEvents } from "./lib/events/publish-own-events";
import { everyFewSeconds } from "./lib/every-few-seconds";
import { answerPings } from "./lib/http-server/answer-supervisor-pings";
import { prepareGracefulClose } from "./lib/http-server/graceful-close";
import { onShutdown } from "./lib/http-server/on-shutdown";
import { log } from "./lib/log";
import { reportSealedSecrets } from "./lib/sealed-secrets/report-sealed";
import { forgetAllCalls } from "./lib/slots/slot-lease";
import { startWatching } from "./lib/slots/watch-slots";
import { isWorkerIdle, startDeliveryWorker, stopDeliveryWorker } from "./lib/worker/run-slot";

/**
 * The worker process: it runs the functions. The embedded engine calls them in this process, and several workers may run side
 * by side. An Inngest server calls them over HTTP, through the web process or directly.
 */
answerPings();
await requireSupportedDatabase(env().DATABASE_URL);
registerEngineSender();
startDeliveryWorker();
const engine =
  selectedEngine() === "inngest" ? await listen() : startRunner({ functions, client: inngest, log });
await forgetAllCalls(pool());
const stopWatching = startWatching(isWorkerIdle);
const stopPublishing = everyFewSeconds(publishOwnEvents, "could not publish own events");
log.info("worker is ready");
void reportSealedSecrets();

onShutdown("worker", async () => {
  stopWatching();
  stopPublishing();
  // At once, or this process would answer its own call for another one to take over.
  const stopped = engine.stop();
  await stopDeliveryWorker();
  await stopped;
  await closeSender();
  await closeThreads();
  await closeDatabase();
});

/** Serves the functions to an Inngest server. Stopped, it accepts no more runs and waits for the answers to those it has. */
async function listen(): Promise<{ stop: () => Promise<void> }> {
  const { HOOKLEDGER_WORKER_HOST, HOOKLEDGER_WORKER_PORT } = env();
  const limits = { keepAliveTimeout: 65_000, requestTimeout: 60_000 };
  const server = createServer(limits, serveFunctions(inngest, functions));
  const stop = prepareGracefulClose(server);
  server.listen(HOOKLEDGER_WORKER_PORT, HOOKLEDGER_WORKER_HOST);
  await once(server, "listening");
  return { stop };
}
