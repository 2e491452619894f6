import pg from "pg";
import { afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { useDatabase } from "@/testing/database";
import { fillCatalogue, postEvent } from "@/testing/ledger";
import { makePartnerScope } from "@/testing/partners";
import { pool, prisma } from "../db";
import { newId } from "../ids";
import { registerSignalSender } from "../signals";
import { callEntityRecorder, recheckEntities } from "./call-recorder";
import { recordEntities } from "./record-entities";
import { lenderTenantId } from "./tenant-id";

useDatabase();
beforeAll(fillCatalogue);
beforeEach(async () => {
  await pool().query("TRUNCATE entities, events, deliveries, open_deliveries, event_data, bodies");
  await pool().query("DELETE FROM entity_walks WHERE name <> 'new'");
  await pool().query("UPDATE entity_walks SET called_until = NULL, next_id = $1", [newId(minutesAgo(5))]);
});
afterEach(() => {
  vi.restoreAllMocks();
  registerSignalSender(undefined);
});
const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000);

async function recordAll(): Promise<void> {
  while (await recordEntities());
}

async function listIds(tenantId = lenderTenantId): Promise<string[]> {
  const rows = await prisma().entity.findMany({ where: { tenantId }, orderBy: { entityId: "asc" } });
  return rows.map(({ entityId }) => entityId);
}

/** Adds events to the ledger, as if they had been accepted at this time. */
async function insertEvents(at: Date, ...entityIds: string[]): Promise<void> {
  for (const entityId of entityIds)
    await prisma().event.create({
      data: {
        id: newId(at),
        type: "OpportunityUpdated",
        entityType: "Opportunity",
        entityId,
        occurredAt: at,
        receivedBy: "Tests",
        digest: Buffer.from(""),
      },
    });
}

test("an entity is recorded with its oldest and newest event, and without regard to case", async () => {
  await postEvent({ type: "OpportunityCreated", entityId: "O-1" });
  await postEvent({ type: "OpportunityUpdated", entityId: "O-1" });
  await postEvent({ entityId: "o-1" });
  await recordAll();
  const events = await prisma().event.findMany({ where: { entityId: "O-1" }, orderBy: { id: "asc" } });
  const rows = await prisma().entity.findMany({ orderBy: { entityId: "desc" } });
  expect(rows).toMatchObject([
    { entityId: "o-1", foldedId: "o-1", lastType: "OpportunityUpdated" },
    {
      tenantId: lenderTenantId,
      entityType: "Opportunity",
      entityId: "O-1",
      foldedId: "o-1",
      firstId: events[0]?.id,
      lastId: events[1]?.id,
      lastType: "OpportunityUpdated",
    },
  ]);
});

test("a partner gets the entities of its own events only", async () => {
  const [acme, other] = [await makePartnerScope("Acme"), await makePartnerScope("Other")];
  await postEvent({ entityId: "of-acme", type: "OpportunityClose", partnerId: acme.partnerId });
  await postEvent({ entityId: "of-lender", type: "OpportunityClose" });
  await recordAll();
  expect(await listIds()).toEqual(["of-acme", "of-lender"]);
  expect(await listIds(acme.partnerId)).toEqual(["of-acme"]);
  expect(await listIds(other.partnerId)).toEqual([]);
});

test("the ledger from before the table is read in chunks, from where an interrupted run stopped", async () => {
  const from = minutesAgo(90).getTime();
  await pool().query(
    `INSERT INTO events (id, type, entity_type, entity_id, occurred_at, received_by, digest)
     SELECT (lpad(to_hex($1::bigint + n * 1000), 12, '0') || '70008000000000000000')::uuid, 'OpportunityUpdated', 'Opportunity',
            'o-' || lpad(n::text, 4, '0'), now(), 'Tests', '' FROM generate_series(1, 4500) n`,
    [from],
  );
  await prisma().entityWalk.create({
    data: { name: "backfill", nextId: "00000000-0000-0000-0000-000000000000", untilId: newId(minutesAgo(5)) },
  });
  // The second chunk is recorded, and then the process dies before it can say so.
  const query = vi.spyOn(pool(), "query");
  const runQuery = pg.Pool.prototype.query.bind(pool()) as (...given: unknown[]) => unknown;
  let advances = 0;
  query.mockImplementation((...given: unknown[]) => {
    const [text, values] = given as [unknown, unknown[] | undefined];
    if (String(text).startsWith("UPDATE entity_walks SET next_id") && values?.[0] === "backfill")
      advances += 1;
    if (advances === 2) throw new Error("killed");
    return runQuery(...given);
  });
  await expect(recordAll()).rejects.toThrow("killed");
  vi.restoreAllMocks();
  expect(await listIds()).toHaveLength(4_000);
  await recordAll();
  expect(await listIds()).toHaveLength(4_500);
  expect(await prisma().entityWalk.findMany()).toMatchObject([{ name: "new" }]);
});

test("an event that is committed after a newer one is still found, even a day later", async () => {
  await insertEvents(new Date(), "newer");
  await recordAll();
  await insertEvents(new Date(Date.now() - 20_000), "late");
  await recordAll();
  expect(await listIds()).toEqual(["late", "newer"]);
  await insertEvents(minutesAgo(60 * 20), "very-late");
  await recordAll();
  expect(await listIds()).toEqual(["late", "newer"]);
  await recheckEntities();
  await recordAll();
  expect(await listIds()).toEqual(["late", "newer", "very-late"]);
});

test("two runs at once record everything once", async () => {
  await insertEvents(new Date(), "a", "b", "c");
  await Promise.all([recordAll(), recordAll(), recordAll()]);
  expect(await listIds()).toEqual(["a", "b", "c"]);
});

test("the function is called only while there is something to read, and by one process at a time", async () => {
  const sent: string[] = [];
  registerSignalSender(async (signals) => void sent.push(...signals.map(({ name }) => name)));
  await callEntityRecorder();
  expect(sent).toEqual([]);
  await insertEvents(minutesAgo(1), "a");
  await Promise.all([callEntityRecorder(), callEntityRecorder()]);
  expect(sent).toEqual(["entities/called"]);
  await recordAll();
  await pool().query("UPDATE entity_walks SET called_until = NULL");
  await callEntityRecorder();
  expect(sent).toHaveLength(1);
  await recheckEntities();
  await callEntityRecorder();
  expect(sent).toHaveLength(2);
});
