import { pool } from "@/lib/db";
import { requestResend } from "@/lib/deliveries/request-resend";
import { deleteWebhook } from "@/lib/webhooks/delete-webhook";
import { updateWebhook } from "@/lib/webhooks/update-webhook";
import { scope } from "../ledger";
import { type CrashSystem, manyRetryDelays, type RoundWebhook } from "./crash-system";
import type { Random } from "./random";
import type { WorkerProcess } from "./worker-process";

export interface Fault {
  name: string;
  inject(system: CrashSystem, random: Random): Promise<void>;
}

const callModes = ["delivered", "lost", "doubled", "late"] as const;
const justOverSliceMs = 61_000;
const hourMs = 3_600_000;

/** Stops a worker right after Postgres has committed a claim, before the worker knows that it has claimed anything. */
async function stopBeforeSending(system: CrashSystem): Promise<WorkerProcess> {
  for (;;) {
    const worker = await system.stopAt({ text: "COMMIT", after: "claim-deliveries", at: "response" });
    // A claim that only extends the lease of the slot has nothing to send.
    if (await hasUnsentDeliveries(system)) return worker;
    worker.proxy.release();
  }
}

async function hasUnsentDeliveries(system: CrashSystem): Promise<boolean> {
  const { rows } = await pool().query<{ id: string; number: number }>(
    "SELECT delivery_id AS id, attempt_count AS number FROM open_deliveries WHERE lease_until > now()",
  );
  const received = new Set(system.receiver.requests.map(({ traceId, attempt }) => `${traceId} ${attempt}`));
  return rows.some(({ id, number }) => !received.has(`${id} ${number}`));
}

/** Withholds responses to paths that begin with `path` from now on, and returns a worker that waits for such responses. */
async function findWorkerAwaitingResponses(system: CrashSystem, path = ""): Promise<WorkerProcess> {
  system.receiver.withholdResponses(path);
  await system.waitUntil("requests wait for their responses", () => system.receiver.withheldCount > 0);
  return await system.findActiveWorker();
}

const killFault = (
  name: string,
  stop: (system: CrashSystem, random: Random) => Promise<WorkerProcess>,
): Fault => ({
  name: `kill ${name}`,
  async inject(system, random) {
    const worker = await stop(system, random);
    await system.killAndCall(worker, random.pick(callModes));
    system.receiver.releaseResponses();
  },
});

/** A kill at each point of a worker's loop. */
export const killFaults: readonly Fault[] = [
  killFault("in the middle of a claim", (system) =>
    system.stopAt({ text: "COMMIT", after: "claim-deliveries", at: "request" }),
  ),
  killFault("between claim and send", stopBeforeSending),
  killFault("between send and response", (system) => findWorkerAwaitingResponses(system)),
  killFault("between response and record", (system) =>
    system.stopAt({ text: "record-attempts", at: "request" }),
  ),
  killFault("between record and the next claim", (system) =>
    system.stopAt({ text: "record-attempts", at: "response" }),
  ),
  killFault("at the end of a slice", async (system, random) => {
    const active = await system.findActiveWorker();
    const stopped = system.stopAt({ text: "SET leaving = true", at: random.pick(["request", "response"]) });
    await active.moveClock({ monotonicMs: justOverSliceMs });
    return await stopped;
  }),
  killFault("while the worker shuts down", async (system, random) => {
    const active = await system.findActiveWorker();
    const stopped = system.stopAt({ text: "SET token = NULL", at: random.pick(["request", "response"]) });
    active.signal("SIGTERM");
    return await stopped;
  }),
];

/** Changes a webhook while requests to it are in flight; sometimes their worker is killed before or after the change. */
const changeFault = (
  name: string,
  make: (webhook: RoundWebhook, system: CrashSystem) => Promise<unknown>,
  thenUndo?: (webhook: RoundWebhook) => Promise<unknown>,
): Fault => ({
  name,
  async inject(system, random) {
    const webhook = system.takeWebhook();
    const worker = await findWorkerAwaitingResponses(system, webhook.path);
    const killed = random.pick(["never", "before", "after"]);
    if (killed === "before") await system.kill(worker);
    await make(webhook, system);
    if (killed === "after") await system.kill(worker);
    await thenUndo?.(webhook);
    system.receiver.releaseResponses();
  },
});

const enable = ({ id }: RoundWebhook) =>
  updateWebhook(scope, id, { state: "enabled", heldDeliveries: "deliver" });
const disable = ({ id }: RoundWebhook) => updateWebhook(scope, id, { state: "disabled" });

const changeFaults: readonly Fault[] = [
  changeFault("a webhook is disabled and enabled", disable, enable),
  changeFault("a webhook is disabled", async (webhook) => {
    await disable(webhook);
    webhook.states.push("held");
  }),
  changeFault("a webhook is edited", ({ id }, { receiver }) =>
    updateWebhook(scope, id, { url: receiver.url("/edited"), timeoutSeconds: 30 }),
  ),
  changeFault("a webhook is deleted", async ({ id, states }) => {
    await deleteWebhook(scope, id);
    states.push("discarded");
  }),
  {
    name: "one or more failures pause a webhook, and it is enabled again",
    async inject(system, random) {
      const webhook = system.takeWebhook();
      const { id, path } = webhook;
      const { receiver } = system;
      const chooseStatus = receiver.chooseStatus;
      const failurePolicy = { kind: "failures" as const, count: random.integer(1, 3) };
      await updateWebhook(scope, id, { retryDelays: [], failurePolicy });
      webhook.states.push("failed");
      receiver.chooseStatus = (to) => (to === path ? 500 : chooseStatus(to));
      await system.waitUntil("the webhook is paused", async () => {
        const { rowCount } = await pool().query("SELECT 1 FROM webhooks WHERE id = $1 AND state = 'paused'", [
          id,
        ]);
        return rowCount === 1;
      });
      if (random.next() < 0.5) await system.kill(await system.findActiveWorker());
      receiver.chooseStatus = (to) => (to === path ? 200 : chooseStatus(to));
      // Otherwise the deliveries that are in line after a failed delivery would wait forever.
      await updateWebhook(scope, id, { retryDelays: manyRetryDelays, orderAfterFailure: "continue" });
      await enable(webhook);
    },
  },
];

const notificationFaults: readonly Fault[] = (["lost", "doubled", "late"] as const).map((mode) => ({
  name: `Postgres notifications are ${mode}`,
  async inject(system) {
    const { workers } = system;
    for (const { proxy } of workers) proxy.setNotifications(mode);
    await system.waitForRequests(20);
    for (const { proxy } of workers) proxy.setNotifications("delivered");
  },
}));

const workerFaults: readonly Fault[] = [
  {
    name: "many runs for the same slots",
    inject: (system) => system.web.callSlots(0, 0, 1, 0, 1, 0),
  },
  {
    name: "the clocks of the workers move",
    async inject({ workers }, random) {
      for (const worker of workers) await worker.moveClock({ dateMs: random.pick([-hourMs, hourMs]) });
    },
  },
  {
    name: "a worker is suspended until its leases have ended",
    async inject(system, random) {
      const worker =
        random.next() < 0.5
          ? await stopBeforeSending(system)
          : await system.stopAt({ text: "record-attempts", at: "request" });
      worker.signal("SIGSTOP");
      await system.endLeases(false);
      await system.waitForRequests(20);
      worker.proxy.release();
      worker.signal("SIGCONT");
    },
  },
  {
    name: "kill during manual attempts",
    async inject(system) {
      let rows: { id: string }[] = [];
      await system.waitUntil("a delivery can be resent", async () => {
        const sql = "SELECT id FROM deliveries WHERE state = 'succeeded' AND webhook_id = $1 LIMIT 3";
        rows = (await pool().query<{ id: string }>(sql, [system.webhookIds.at(-1)])).rows;
        return rows.length > 0;
      });
      system.receiver.withholdResponses("/c");
      for (const { id } of rows) await requestResend(scope, id);
      await system.waitUntil("a manual attempt is received", () =>
        system.receiver.requests.some(({ attempt }) => attempt === "manual"),
      );
      await system.kill(await system.findActiveWorker());
      system.receiver.releaseResponses();
    },
  },
];

/**
 * Faults other than a kill at a point of a worker's loop: they change webhooks, or disturb workers or notifications of Postgres. Some of them
 * kill a worker too.
 */
export const otherFaults: readonly Fault[] = [...changeFaults, ...notificationFaults, ...workerFaults];
