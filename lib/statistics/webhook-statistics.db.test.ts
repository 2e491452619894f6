import { beforeAll, expect, test } from "vitest";
import { useDatabase } from "@/testing/database";
import {
  fillCatalogue,
  makeWebhook,
  moveCreation,
  postEvent,
  scope,
  setDeliveryState,
} from "@/testing/ledger";
import { pool, prisma } from "../db";
import { newId } from "../ids";
import { allPermissions } from "../scope/permissions";
import { Forbidden, makeScope } from "../scope/scope";
import { listWebhookAuditEntries } from "../webhooks/list-audit-entries";
import { listWebhookPage, webhookPageQuerySchema } from "../webhooks/list-page";
import { fetchWebhookHealth } from "./webhook-health";
import { fetchWebhookStatistics } from "./webhook-statistics";

useDatabase();
beforeAll(fillCatalogue);
const url = "http://127.0.0.1:9/hook";
const makePartnerScope = (partnerId: string) =>
  makeScope({ actor: scope.actor, partnerId, permissions: allPermissions });

/** Creates a delivery of the webhook at this time, with one attempt of this duration. */
async function createDelivery(
  webhookId: string,
  at: Date,
  state: string,
  failures: number,
  durationMs: number,
) {
  const [acceptedTraceId = ""] = await postEvent();
  const traceId = await moveCreation(acceptedTraceId, at);
  await pool().query(
    `UPDATE deliveries SET webhook_id = $2, failure_count = $3, attempt_count = 1, last_response_code = 200
     WHERE id = $1`,
    [traceId, webhookId, failures],
  );
  await setDeliveryState(traceId, state);
  await prisma().attempt.create({
    data: { id: newId(at), deliveryId: traceId, number: 1, startedAt: at, durationMs },
  });
  return traceId;
}

test("a webhook's hourly counts, response times and last delivery include only its own deliveries", async () => {
  const webhook = await makeWebhook({ url, triggers: ["OpportunityUpdated"] });
  const now = new Date("2026-11-21T12:00:00Z");
  const minutesAgo = (minutes: number) => new Date(now.getTime() - minutes * 60_000);
  await createDelivery(webhook.id, minutesAgo(26 * 60), "succeeded", 0, 9_000);
  await createDelivery(webhook.id, minutesAgo(90), "succeeded", 1, 100);
  await createDelivery(webhook.id, minutesAgo(80), "failed", 6, 200);
  await createDelivery(webhook.id, minutesAgo(30), "pending", 2, 300);
  const lastTraceId = await createDelivery(webhook.id, minutesAgo(10), "held", 0, 400);
  const otherWebhook = await makeWebhook({ url, triggers: ["OpportunityDeleted"] });

  const statistics = await fetchWebhookStatistics(
    scope,
    [webhook.id, otherWebhook.id, newId(), "no-uuid"],
    now,
  );
  expect(statistics.size).toBe(2);
  expect(statistics.get(webhook.id)).toMatchObject({
    delivered: 1,
    failing: 2,
    last: { traceId: lastTraceId, state: "held", responseCode: 200, at: minutesAgo(10).toISOString() },
  });
  expect(statistics.get(webhook.id)?.hours.slice(-3)).toEqual([
    { delivered: 0, failing: 0 },
    { delivered: 1, failing: 1 },
    { delivered: 0, failing: 1 },
  ]);
  expect(statistics.get(otherWebhook.id)).toMatchObject({ delivered: 0, failing: 0, last: null });
  expect(await fetchWebhookHealth(scope, webhook.id, now)).toMatchObject({
    responseTimes: { requests: 4, p50: 200, p95: 400 },
  });
});

test("a partner cannot see statistics of the lender's webhooks, and a user without permissions is rejected", async () => {
  const webhook = await makeWebhook({ url });
  const partner = newId();
  expect((await fetchWebhookStatistics(makePartnerScope(partner), [webhook.id])).size).toBe(0);
  expect(await fetchWebhookHealth(makePartnerScope(partner), webhook.id)).toBeNull();
  expect(await listWebhookAuditEntries(makePartnerScope(partner), webhook.id)).toEqual([]);
  expect(await listWebhookAuditEntries(scope, webhook.id)).toMatchObject([{ action: "webhook.created" }]);
  const nobody = makeScope({ actor: scope.actor, partnerId: null, permissions: [] });
  await expect(fetchWebhookStatistics(nobody, [webhook.id])).rejects.toThrow(Forbidden);
  await expect(listWebhookAuditEntries(nobody, webhook.id)).rejects.toThrow(Forbidden);
  await expect(listWebhookPage(nobody, webhookPageQuerySchema.parse({}))).rejects.toThrow(Forbidden);
});

test("the webhook list is searched by name, URL and event type title, filtered by state, sorted and paged", async () => {
  await prisma().webhook.updateMany({ data: { deletedAt: new Date() } });
  const readPage = async (address: Record<string, string>) => {
    const { webhooks, ...counts } = await listWebhookPage(scope, webhookPageQuerySchema.parse(address));
    return { names: webhooks.map(({ name }) => name), ...counts };
  };
  await makeWebhook({ url: "http://127.0.0.1:9/zebra", name: "Alpha", triggers: ["WB_Loan_Closed"] });
  await makeWebhook({ url, name: "Beta", triggers: ["*"], state: "disabled" });
  for (let index = 0; index < 50; index += 1) await makeWebhook({ url, name: `Many ${index}` });
  expect(await readPage({ q: "ZEBRA" })).toEqual({ names: ["Alpha"], total: 1, all: 52, page: 1 });
  expect(await readPage({ q: "loan closed" })).toMatchObject({ names: ["Alpha"] });
  expect(await readPage({ state: "disabled" })).toMatchObject({ names: ["Beta"], total: 1 });
  expect((await readPage({ sort: "-name" })).names).toHaveLength(50);
  expect(await readPage({ sort: "-name", page: "2" })).toMatchObject({ names: ["Beta", "Alpha"], total: 52 });
  expect(await readPage({ page: "99", sort: "nonsense", state: "?" })).toMatchObject({ page: 2, all: 52 });
});
