import type { QueryConfig } from "pg";
import { beforeAll, expect, test } from "vitest";
import { useDatabase } from "@/testing/database";
import { fillCatalogue, makeWebhook, postEvent, scope } from "@/testing/ledger";
import { pool, prisma, type Queryable } from "../db";
import { newId } from "../ids";
import { allPermissions } from "../scope/permissions";
import { makeScope } from "../scope/scope";
import { listHistory } from "./history";
import { readDeliveryBody, readRequestBody } from "./payloads";
import { findDelivery, listDeliveries } from "./queries";
import { deliveryPageQuerySchema, historyPageQuerySchema } from "./schema";

useDatabase();
const partnerId = newId();
const partner = makeScope({ actor: scope.actor, partnerId, permissions: allPermissions });
const traceIds: string[] = [];
const list = (query: Record<string, unknown> = {}, who = scope) =>
  listDeliveries(who, deliveryPageQuerySchema.parse(query));

beforeAll(async () => {
  await fillCatalogue();
  await prisma().partner.create({ data: { id: partnerId, name: "Acme" } });
  await makeWebhook({ url: "http://127.0.0.1:9/", triggers: ["*"] });
  for (let index = 0; index < 25; index += 1) {
    traceIds.push(
      ...(await postEvent({
        entityId: `o-${index % 2}`,
        type: index < 5 ? "OpportunityCreated" : "OpportunityUpdated",
      })),
    );
  }
  await makeWebhook({ url: "http://127.0.0.1:9/", partnerId, triggers: ["OpportunityClose"] });
  await postEvent({ type: "OpportunityClose", partnerId });
});

test("pages list the newest deliveries first, and each delivery exactly once", async () => {
  const seen: string[] = [];
  for (let cursor: string | undefined; ; ) {
    const page = await list({ eventType: "OpportunityUpdated", limit: "7", ...(cursor && { cursor }) });
    seen.push(...page.items.map((item) => item.traceId));
    if (page.nextCursor === null) break;
    cursor = page.nextCursor;
  }
  expect(seen).toEqual(traceIds.slice(5).reverse());
});

test("filters work alone and combined", async () => {
  expect((await list({ entityType: "Opportunity", entityId: "o-1" })).items).toHaveLength(14);
  expect((await list({ entityId: "o-1", eventType: "OpportunityCreated" })).items).toHaveLength(2);
  expect((await list({ state: ["failed"] })).items).toHaveLength(0);
  expect((await list({ state: ["delivering"] })).items).toHaveLength(0);
  expect((await list({ state: ["failed", "pending"], entityId: "o-1" })).items).toHaveLength(14);
  await pool().query(
    `INSERT INTO attempts (id, delivery_id, number, outcome, response_code) VALUES (gen_random_uuid(), $1, 1, 'failed', 503)`,
    [traceIds[3]],
  );
  expect((await list({ responseCode: "503" })).items.map((item) => item.traceId)).toEqual([traceIds[3]]);
  expect((await list({ to: "2020-01-01T00:00:00Z" })).items).toHaveLength(0);
  expect((await list({ from: "2020-01-01T00:00:00Z", to: "2100-01-01T00:00:00+02:00" })).items).toHaveLength(
    27,
  );
});

test("a search whose filters need several indexes reads range by range; the partner of the scope counts as a filter", async () => {
  // Such a search first finds the oldest delivery.
  const isSearch = async (query: Record<string, unknown>, who = scope) => {
    const texts: string[] = [];
    const recordingDb = {
      query: (given: string | QueryConfig) => {
        texts.push(typeof given === "string" ? given : given.text);
        return pool().query(given);
      },
    } as Queryable;
    await listDeliveries(who, deliveryPageQuerySchema.parse(query), recordingDb);
    return texts.some((text) => /FROM deliveries ORDER BY id LIMIT 1$/.test(text));
  };
  const eventType = "OpportunityUpdated";
  expect(await isSearch({ eventType })).toBe(false);
  expect(await isSearch({ partnerId })).toBe(false);
  expect(await isSearch({ partnerId, eventType })).toBe(true);
  expect(await isSearch({ eventType }, partner)).toBe(true);
});

test("paging a history towards newer deliveries gives the same pages as paging towards older ones", async () => {
  const listTestHistory = (query: Record<string, unknown>) =>
    listHistory(scope, historyPageQuerySchema.parse({ entityType: "Opportunity", limit: 10, ...query }));
  const listTraceIds = (page: Awaited<ReturnType<typeof listTestHistory>>) =>
    page.items.map((item) => item.traceId);
  const first = await listTestHistory({});
  const second = await listTestHistory({ cursor: first.nextCursor });
  const third = await listTestHistory({ cursor: second.nextCursor });
  expect(first.newerCursor).toBeNull();
  expect(third.nextCursor).toBeNull();
  const back = await listTestHistory({ newer: third.newerCursor });
  expect(listTraceIds(back)).toEqual(listTraceIds(second));
  expect(listTraceIds(await listTestHistory({ cursor: back.nextCursor }))).toEqual(listTraceIds(third));
  const newest = await listTestHistory({ newer: back.newerCursor });
  expect(newest).toEqual(first);
});

test("a history includes each delivery's attempts", async () => {
  const { items } = await listHistory(scope, deliveryPageQuerySchema.parse({ responseCode: 503 }));
  expect(items).toMatchObject([{ traceId: traceIds[3], attempts: [{ number: 1, responseCode: 503 }] }]);
});

test("a partner gets only its own webhooks' deliveries, in lists and by ID, and only their bodies", async () => {
  const { items } = await list({}, partner);
  expect(items).toHaveLength(1);
  expect(items).toMatchObject([{ eventType: "OpportunityClose" }]);
  expect(await findDelivery(partner, traceIds[0] as string)).toBeNull();
  const [attempt] = await prisma().attempt.findMany({ where: { deliveryId: traceIds[3] } });
  expect(await readRequestBody(partner, attempt?.id as string)).toBeNull();
  expect((await readRequestBody(scope, attempt?.id as string))?.bytes.toString()).toContain(traceIds[3]);
  expect(await readDeliveryBody(partner, traceIds[3] as string)).toBeNull();
  expect((await readDeliveryBody(scope, traceIds[3] as string))?.bytes.toString()).toContain(traceIds[3]);
});

test("the request body of a GET is empty, because a GET sends no body; the delivery still has its frozen body", async () => {
  const [traceId = ""] = await postEvent({ entityId: "read-with-get" });
  const { id } = await prisma().attempt.create({
    data: { id: newId(), deliveryId: traceId, number: 1, method: "GET", outcome: "succeeded" },
  });
  expect((await readRequestBody(scope, id))?.bytes).toHaveLength(0);
  expect((await readDeliveryBody(scope, traceId))?.bytes.toString()).toContain(traceId);
});

test("an invalid ID is not found", async () => {
  expect(await findDelivery(scope, "1 OR 1=1")).toBeNull();
  expect(await readRequestBody(scope, "x")).toBeNull();
  expect(await readDeliveryBody(scope, "x")).toBeNull();
});

test("a delivery and its attempts come from one snapshot, despite concurrent writes", async () => {
  const [traceId = ""] = await postEvent({ entityId: "one-moment" });
  const reads = [
    async () => [await findDelivery(scope, traceId)],
    async () => (await listHistory(scope, historyPageQuerySchema.parse({ entityId: "one-moment" }))).items,
  ];
  for (const [index, read] of reads.entries()) {
    const writer = await pool().connect();
    await writer.query("BEGIN");
    await writer.query("LOCK TABLE attempts IN ACCESS EXCLUSIVE MODE");
    const reading = read();
    await expect.poll(countBlockedReaders, { interval: 10, timeout: 10_000 }).toBe(1);
    await writer.query(
      "UPDATE open_deliveries SET attempt_count = attempt_count + 1 WHERE delivery_id = $1",
      [traceId],
    );
    await writer.query(
      `INSERT INTO attempts (id, delivery_id, number, outcome) VALUES (gen_random_uuid(), $1, $2, 'failed')`,
      [traceId, index + 1],
    );
    await writer.query("COMMIT");
    writer.release();
    const [found] = await reading;
    expect(found?.attempts).toHaveLength(found?.attemptCount ?? -1);
  }
});

async function countBlockedReaders(): Promise<number> {
  const { rows } = await pool().query(
    "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'",
  );
  return rows.length;
}
