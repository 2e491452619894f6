import { setTimeout as wait } from "node:timers/promises";
import { announce, firstAttempts } from "@/inngest/signals";
import { systemScope } from "@/lib/access/system-scope";
import { listEventTypes } from "@/lib/catalogue/queries";
import { closeDatabase, prisma } from "@/lib/db";
import { env } from "@/lib/env";
import { acceptEvent } from "@/lib/events/accept-events";
import { newId } from "@/lib/ids";
import { createWebhook } from "@/lib/webhooks/create-webhook";
import { createWebhookSchema } from "@/lib/webhooks/schema";
import { updateWebhook } from "@/lib/webhooks/update-webhook";
import { demoWebhooks } from "./webhooks";

/**
 * The demo's data, made on the first start once web and worker run: the deliveries come from the real engine and the
 * built-in receiver. On later starts only the webhooks' addresses are brought to the port of today.
 */
const scope = systemScope("Demo");
const receiver = `http://127.0.0.1:${env().PORT}/demo/receiver`;
const ids = new Map<string, string>();

async function makeWebhooks(): Promise<string> {
  const partnerId = newId();
  await prisma().partner.create({ data: { id: partnerId, name: "Northwind Partners" } });
  for (const { path, partner, ...settings } of demoWebhooks) {
    const input = { ...settings, url: `${receiver}/${path}`, ...(partner ? { partnerId } : {}) };
    const created = await createWebhook(scope, createWebhookSchema.parse(input));
    if (!created.ok) throw new Error(`${settings.name}: ${JSON.stringify(created.wrong)}`);
    ids.set(settings.name, created.webhook.id);
  }
  return partnerId;
}

async function post(type: string, entityId: string, partnerId?: string): Promise<void> {
  const sample = samples.get(type);
  const accepted = await acceptEvent(scope, {
    type,
    entityId,
    data: sample?.data ?? {},
    ...(partnerId && { partnerId }),
  });
  if (!accepted.ok) throw new Error(accepted.message);
  await announce(firstAttempts(accepted.due));
}

async function paused(name: string): Promise<string> {
  const id = ids.get(name) ?? "";
  for (const deadline = Date.now() + 30_000; Date.now() < deadline; await wait(100)) {
    if ((await prisma().webhook.findUnique({ where: { id } }))?.state === "paused") return id;
  }
  throw new Error(`${name} was not paused in time`);
}

async function firstStart(): Promise<void> {
  const partnerId = await makeWebhooks();
  const loans = Array.from({ length: 12 }, (_, index) => `L-${101 + index}`);
  for (const [index, loan] of loans.entries()) {
    await post("PaymentPosted", loan);
    await post(index % 3 === 0 ? "LoanStatusChanged" : "LoanChargePosted", loan);
    await post("WB_Loan_Created", loan, partnerId);
  }
  for (let index = 1; index <= 8; index += 1) await post("OpportunityUpdated", `OPP-${2_000 + index}`);
  await post("AutopayFailed", "L-102");
  await post("AccountActivated", "L-103");
  await paused("Collections agency");
  for (const loan of loans.slice(3, 7)) await post("AutopayFailed", loan);
  const archive = await paused("Document archive");
  await post("AccountActivated", "L-104");
  await updateWebhook(scope, archive, { state: "enabled", heldDeliveries: "discard" });
}

async function followPort(): Promise<void> {
  const old = await prisma().webhook.findMany({
    where: { url: { contains: "/demo/receiver/" }, NOT: { url: { startsWith: `${receiver}/` } } },
    select: { id: true, url: true },
  });
  for (const { id, url } of old) {
    await updateWebhook(scope, id, {
      url: url.replace(/^http:\/\/127\.0\.0\.1:\d+\/demo\/receiver/, receiver),
    });
  }
}

const samples = new Map((await listEventTypes(scope)).map(({ name, sample }) => [name, sample]));
if ((await prisma().webhook.count()) === 0) await firstStart();
else await followPort();
await closeDatabase();
