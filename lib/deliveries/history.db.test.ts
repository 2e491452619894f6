import { beforeAll, expect, test } from "vitest";
import { useDatabase } from "@/testing/database";
import { fillCatalogue, makeWebhook, postEvent, scope } from "@/testing/ledger";
import { makePartnerScope } from "@/testing/partners";
import { pool } from "../db";
import { newId } from "../ids";
import type { Scope } from "../scope/scope";
import { listHistory } from "./history";
import { historyPageQuerySchema } from "./schema";

useDatabase();
beforeAll(async () => {
  await fillCatalogue();
  await makeWebhook({ url: "http://127.0.0.1:9/" });
});

const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000);

function listOf(entityId: string, query: object = {}, who: Scope = scope) {
  return listHistory(
    who,
    historyPageQuerySchema.parse({ entityType: "Opportunity", entityId, ...query }),
    "attempted",
  );
}
const toTraceIds = (page: Awaited<ReturnType<typeof listOf>>) => page.items.map(({ traceId }) => traceId);

/** Creates deliveries of an entity, one each minute up to `newestAt`, with an attempt in the same minute. Returns their IDs, newest first. */
async function makeHistory(entityId: string, count: number, newestAt = minutesAgo(1)): Promise<string[]> {
  const [sampleId] = await postEvent({ entityId: `sample of ${entityId}` });
  const ids = Array.from({ length: count }, (_, n) => newId(new Date(newestAt.getTime() - n * 60_000)));
  await pool().query(
    `WITH created AS (
       INSERT INTO deliveries (id, event_id, webhook_id, event_type, entity_type, entity_id, state, content_type, attempt_count)
       SELECT made.id, d.event_id, d.webhook_id, d.event_type, d.entity_type, $3, 'succeeded', d.content_type, 1
       FROM deliveries d, unnest($2::uuid[]) AS made (id) WHERE d.id = $1
       RETURNING id)
     INSERT INTO attempts (id, delivery_id, number, outcome, started_at)
     SELECT gen_random_uuid(), id, 1, 'succeeded', to_timestamp(('x' || left(replace(id::text, '-', ''), 12))::bit(48)::bigint / 1000.0)
     FROM created`,
    [sampleId, ids, entityId],
  );
  return ids;
}

const addAttempt = (traceId: string, fields: { startedAt?: Date; requestedAt?: Date }) =>
  pool().query(
    `INSERT INTO attempts (id, delivery_id, manual, started_at, requested_at) VALUES (gen_random_uuid(), $1, true, $2, $3)`,
    [traceId, fields.startedAt ?? null, fields.requestedAt ?? null],
  );

async function readAllPages(entityId: string, limit: number): Promise<string[]> {
  const found: string[] = [];
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const page = await listOf(entityId, { limit, ...(cursor && { cursor }) });
    found.push(...toTraceIds(page));
    cursor = page.nextCursor;
  }
  return found;
}

test("the history of an entity begins with the newest attempt; a requested resend counts from its request", async () => {
  const [a = "", b = "", c = "", d = ""] = await makeHistory("o-1", 4, minutesAgo(10));
  await addAttempt(c, { startedAt: minutesAgo(3) });
  await addAttempt(d, { requestedAt: minutesAgo(1) });
  expect(toTraceIds(await listOf("o-1"))).toEqual([d, c, a, b]);
  expect((await listOf("o-1")).items[0]?.attempts).toHaveLength(2);
  // A list of several entities is in the order of the deliveries.
  const { items } = await listHistory(scope, historyPageQuerySchema.parse({ entityId: "o-1" }));
  expect(items.map(({ traceId }) => traceId)).toEqual([a, b, c, d]);
});

test("pages contain each delivery once, towards older and newer ones, even those too old to be ordered", async () => {
  const ids = await makeHistory("o-2", 530);
  const [resent = "", tooOld = ""] = [ids[300], ids[510]];
  await addAttempt(resent, { startedAt: new Date() });
  await addAttempt(tooOld, { startedAt: new Date() });
  const expected = [resent, ...ids.filter((id) => id !== resent)];
  expect(await readAllPages("o-2", 100)).toEqual(expected);
  expect(await readAllPages("o-2", 53)).toEqual(expected);

  const pages = [await listOf("o-2", { limit: 100 })];
  for (let last = pages[0]; last?.nextCursor; ) {
    last = await listOf("o-2", { limit: 100, cursor: last.nextCursor });
    pages.push(last);
  }
  expect(pages).toHaveLength(6);
  for (let index = pages.length - 1; index > 0; index -= 1) {
    const back = await listOf("o-2", { limit: 100, newer: pages[index]?.newerCursor });
    expect(toTraceIds(back)).toEqual(toTraceIds(pages[index - 1] as (typeof pages)[number]));
  }
  expect(pages[0]?.newerCursor).toBeNull();
});

test("filters apply to the ordered deliveries, and a partner sees only its own", async () => {
  const [a = "", b = ""] = await makeHistory("o-3", 2);
  await pool().query("UPDATE deliveries SET state = 'failed', unsuccessful_state = 'failed' WHERE id = $1", [
    b,
  ]);
  expect(toTraceIds(await listOf("o-3", { state: ["failed"] }))).toEqual([b]);
  expect(toTraceIds(await listOf("o-3", { state: ["succeeded"] }))).toEqual([a]);
  expect(toTraceIds(await listOf("o-3", {}, await makePartnerScope("Acme")))).toEqual([]);
});
