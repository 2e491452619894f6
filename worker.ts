import { startRunner } from "./inngest/embedded/runner";
import { functions } from "./inngest/functions";
import { registerSender } from "./inngest/register-sender";
import { requireSupportedDatabase } from "./lib/database/require-supported-database";
import { closeDatabase, pool } from "./lib/db";
import { closeSender } from "./lib/deliveries/sender";
import { env } from "./lib/env";
import { answerPings } from "./lib/http-server/answer-pings";
import { onShutdown } from "./lib/http-server/on-shutdown";
import { log } from "./lib/log";
import { reportSealedSecrets } from "./lib/sealed-secrets/report-sealed";
import { forgetAllCalls } from "./lib/slots/slot-lease";
import { startWatching } from "./lib/slots/watch-slots";
import { stopDeliveryWorker } from "./lib/worker/delivery-worker";

/** The worker process: the embedded engine. Several may run side by side; with Inngest none is needed. */
answerPings();
await requireSupportedDatabase(env().DATABASE_URL);
registerSender();
const runner = startRunner({ functions, log });
await forgetAllCalls(pool());
const stopWatching = startWatching();
log.info("worker is ready");
void reportSealedSecrets();

onShutdown("worker", async () => {
  stopWatching();
  // At once, or this process would answer its own call for another one to take over.
  const stopped = runner.stop();
  await stopDeliveryWorker();
  await stopped;
  await closeSender();
  await closeDatabase();
});
