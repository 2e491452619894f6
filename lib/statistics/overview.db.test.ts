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
import { listDeliveries } from "../deliveries/queries";
import { newId } from "../ids";
import { allPermissions } from "../scope/permissions";
import { Forbidden, makeScope } from "../scope/scope";
import { listWebhooksNeedingAttention } from "./needs-attention";
import { countByPeriod, countOpenDeliveries, listPeriodBounds } from "./overview";
import { measureResponseTimes } from "./response-times";

useDatabase();
const now = new Date("2026-11-21T12:30:00Z");
const partnerId = newId();
const partnerScope = makeScope({ actor: scope.actor, partnerId, permissions: allPermissions });
const scopeWithoutPermissions = makeScope({ actor: scope.actor, partnerId: null, permissions: [] });
let webhookId = "";
let partnerWebhookId = "";

async function createDelivery(at: string, state: string, owner: string | null = null, failures = 0) {
  const [acceptedTraceId = ""] = await postEvent();
  const time = new Date(at);
  const traceId = await moveCreation(acceptedTraceId, time);
  await pool().query(
    "UPDATE deliveries SET webhook_id = $2, partner_id = $3, failure_count = $4, attempt_count = $4 WHERE id = $1",
    [traceId, owner ? partnerWebhookId : webhookId, owner, failures],
  );
  await setDeliveryState(traceId, state);
  await prisma().attempt.create({
    data: { id: newId(time), deliveryId: traceId, number: 1, startedAt: time, durationMs: 100 },
  });
  return traceId;
}

beforeAll(async () => {
  await fillCatalogue();
  await prisma().partner.create({ data: { id: partnerId, name: "Northwind" } });
  webhookId = (await makeWebhook({ url: "http://127.0.0.1:9/hook", name: "Core" })).id;
  partnerWebhookId = (await makeWebhook({ url: "http://127.0.0.1:9/hook", name: "Northwind", partnerId })).id;
  await createDelivery("2026-11-21T12:10:00Z", "succeeded");
  await createDelivery("2026-11-21T12:20:00Z", "failed");
  await createDelivery("2026-11-21T11:59:59Z", "succeeded", partnerId);
  await createDelivery("2026-11-20T13:00:00Z", "held", partnerId);
  await createDelivery("2026-11-20T12:59:59Z", "pending", null, 2);
});

test("24 hours have hourly periods, the last of which is the current hour; 7 days have 28 periods", () => {
  const bounds = listPeriodBounds("24h", now).map((at) => at.toISOString());
  expect(bounds).toHaveLength(25);
  expect([bounds[0], bounds.at(-1)]).toEqual(["2026-11-20T13:00:00.000Z", "2026-11-21T13:00:00.000Z"]);
  expect(listPeriodBounds("7d", now)).toHaveLength(29);
});

test("each delivery is counted once, in the period in which it was created", async () => {
  const periods = await countByPeriod(scope, "24h", now);
  const none = { succeeded: 0, failed: 0, held: 0, pending: 0, discarded: 0 };
  expect(periods.at(-1)?.counts).toEqual({ ...none, succeeded: 1, failed: 1 });
  expect(periods.at(-2)?.counts).toEqual({ ...none, succeeded: 1 });
  expect(periods[0]?.counts).toEqual({ ...none, held: 1 });
  const week = await countByPeriod(scope, "7d", now);
  expect(week.reduce((sum, { counts }) => sum + Object.values(counts).reduce((a, b) => a + b), 0)).toBe(5);
});

test("a partner sees only its own figures", async () => {
  const periods = await countByPeriod(partnerScope, "24h", now);
  expect(periods.at(-1)?.counts).toMatchObject({ succeeded: 0, failed: 0 });
  expect(periods.at(-2)?.counts.succeeded).toBe(1);
  expect(await countOpenDeliveries(partnerScope)).toMatchObject({
    pending: 0,
    held: 1,
    oldest: { state: "held" },
  });
  expect(await measureResponseTimes(partnerScope, new Date("2026-11-20T00:00:00Z"))).toMatchObject({
    requests: 2,
  });
  expect(await listWebhooksNeedingAttention(partnerScope)).toMatchObject({
    pausedCount: 0,
    failing: [],
    webhookCount: 1,
  });
});

test("pending and held deliveries of any age are counted, and the oldest is named; response times include the requests of deliveries in every state", async () => {
  expect(await countOpenDeliveries(scope)).toMatchObject({
    pending: 1,
    held: 1,
    oldest: { state: "pending", since: "2026-11-20T12:59:59.000Z" },
  });
  const responseTimes = await measureResponseTimes(scope, new Date("2026-11-20T00:00:00Z"));
  expect(responseTimes).toEqual({ requests: 5, p50: 100, p95: 100, newestOnly: false });
});

test("deliveries that are being sent are counted separately from pending ones, as in the list of deliveries", async () => {
  const traceId = await createDelivery("2026-11-21T12:25:00Z", "pending");
  await pool().query(
    "UPDATE open_deliveries SET lease_until = now() + interval '1 minute' WHERE delivery_id = $1",
    [traceId],
  );
  expect(await countOpenDeliveries(scope)).toMatchObject({ pending: 1, delivering: 1, held: 1 });
  for (const state of ["pending", "delivering"] as const)
    expect((await listDeliveries(scope, { state: [state], limit: 10 })).items).toHaveLength(1);
  await setDeliveryState(traceId, "succeeded");
});

test("failing and paused webhooks need attention", async () => {
  expect(await listWebhooksNeedingAttention(scope)).toMatchObject({
    paused: [],
    failing: [{ id: webhookId, name: "Core", retrying: 1, since: "2026-11-20T12:59:59.000Z" }],
  });
  await prisma().webhook.update({ where: { id: webhookId }, data: { state: "paused" } });
  expect(await listWebhooksNeedingAttention(scope)).toMatchObject({
    paused: [{ name: "Core" }],
    pausedCount: 1,
  });
});

test("without permissions, no statistics can be read", async () => {
  await expect(countByPeriod(scopeWithoutPermissions, "24h")).rejects.toThrow(Forbidden);
  await expect(measureResponseTimes(scopeWithoutPermissions, now)).rejects.toThrow(Forbidden);
  await expect(countOpenDeliveries(scopeWithoutPermissions)).rejects.toThrow(Forbidden);
  await expect(listWebhooksNeedingAttention(scopeWithoutPermissions)).rejects.toThrow(Forbidden);
});
