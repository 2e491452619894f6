import { once } from "node:events";
import { createServer } from "node:http";
import { getSelectedEngine, inngest } from "./inngest/client";
import { functions } from "./inngest/functions";
import { registerEngineSender } from "./inngest/register-engine-sender";
import { serveFunctions } from "./inngest/serve-functions";
import { requireSupportedDatabase } from "./lib/database/require-supported-database";
import { closeDatabase, pool } from "./lib/db";
import { closeSender } from "./lib/deliveries/sender";
import { startRunner } from "./lib/engine/runner";
import { callEntityRecorder } from "./lib/entities/call-recorder";
import { env } from "./lib/env";
import { closeThreads } from "./lib/evaluation/threads";
import { publishOwnEvents } from "./lib/events/publish-own-events";
import { runEveryFewSeconds } from "./lib/every-few-seconds";
import { answerPings } from "./lib/http-server/answer-supervisor-pings";
import { prepareGracefulClose } from "./lib/http-server/graceful-close";
import { onShutdown } from "./lib/http-server/on-shutdown";
import { closeSettledIncidents } from "./lib/incidents/settle-incidents";
import { log } from "./lib/log";
import { reportSealedSecrets } from "./lib/sealed-secrets/report-sealed";
import { forgetAllCalls } from "./lib/slots/slot-lease";
import { startWatching } from "./lib/slots/watch-slots";
import { callWaitingSources } from "./lib/sources/mapping/call-waiting-sources";
import { isWorkerIdle, startDeliveryWorker, stopDeliveryWorker } from "./lib/worker/run-slot";

/**
 * The worker process runs the Inngest functions. The embedded engine calls the functions in this process; an Inngest server calls
 * them over HTTP, through the web process or directly. Several workers can run side by side.
 */
answerPings();
await requireSupportedDatabase(env().DATABASE_URL);
registerEngineSender();
startDeliveryWorker();
const engine =
  getSelectedEngine() === "inngest"
    ? await serveOverHttp()
    : startRunner({ functions, client: inngest, log });
await forgetAllCalls(pool());
const stopWatching = startWatching(isWorkerIdle);
const stopPublishing = runEveryFewSeconds(publishOwnEvents, "could not publish own events");
const stopSettling = runEveryFewSeconds(closeSettledIncidents, "could not close incidents");
const stopCallingSources = runEveryFewSeconds(callWaitingSources, "could not look for messages that wait");
const stopRecording = runEveryFewSeconds(callEntityRecorder, "could not look for new entities");
log.info("worker is ready");
void reportSealedSecrets();

onShutdown("worker", async () => {
  stopWatching();
  stopPublishing();
  stopSettling();
  stopCallingSources();
  stopRecording();
  // The engine stops first. stopDeliveryWorker calls another worker to take over the slot, and this process must not answer that call.
  const stopped = engine.stop();
  await stopDeliveryWorker();
  await stopped;
  await closeSender();
  await closeThreads();
  await closeDatabase();
});

/** Serves the functions to an Inngest server. `stop` accepts no more runs and waits until the current runs have been answered. */
async function serveOverHttp(): Promise<{ stop: () => Promise<void> }> {
  const { HOOKLEDGER_WORKER_HOST, HOOKLEDGER_WORKER_PORT } = env();
  const limits = { keepAliveTimeout: 65_000, requestTimeout: 60_000 };
  const server = createServer(limits, serveFunctions(inngest, functions));
  const stop = prepareGracefulClose(server);
  server.listen(HOOKLEDGER_WORKER_PORT, HOOKLEDGER_WORKER_HOST);
  await once(server, "listening");
  return { stop };
}
