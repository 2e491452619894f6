import { startRunner } from "./inngest/embedded/runner";
import { functions } from "./inngest/functions";
import { registerSender } from "./inngest/register-sender";
import { requireSupportedDatabase } from "./lib/database/require-supported-database";
import { closeDatabase } from "./lib/db";
import { closeSender } from "./lib/deliveries/sender";
import { env } from "./lib/env";
import { answerPings } from "./lib/http-server/answer-pings";
import { onShutdown } from "./lib/http-server/on-shutdown";
import { log } from "./lib/log";
import { reportSealedSecrets } from "./lib/sealed-secrets/report-sealed";

/** The worker process: the embedded engine. Several may run side by side; with Inngest none is needed. */
answerPings();
await requireSupportedDatabase(env().DATABASE_URL);
registerSender();
const runner = startRunner({ functions, log });
log.info("worker is ready");
void reportSealedSecrets();

onShutdown("worker", async () => {
  await runner.stop();
  await closeSender();
  await closeDatabase();
});
