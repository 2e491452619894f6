import type pg from "pg";
import { expect, test } from "vitest";
import { makeDeliveries, replayAll, startReplay } from "@/testing/jobs";
import { attemptDue, loadDelivery, makeWebhook, postEvent, scope, setDeliveryState } from "@/testing/ledger";
import type { Receiver } from "@/testing/receiver";
import { useReceiver } from "@/testing/use-receiver";
import { pool, prisma } from "../db";
import { Budget } from "../evaluation/budget";
import { planEvents } from "../events/plan-events";
import { eventSchema } from "../events/schema";
import { validateEvents } from "../events/validate-events";
import { writeEvents } from "../events/write-events";
import { newId } from "../ids";
import { makeScope } from "../scope/scope";
import { updateWebhook } from "../webhooks/update-webhook";
import { endFeed, startFeed } from "./change-feed";
import { readFeed } from "./read-feed";
import { type FeedItem, feedQuerySchema } from "./schema";

let receiver: Receiver;
useReceiver((started) => {
  receiver = started;
});

async function makeFed(settings: Record<string, unknown> = {}): Promise<string> {
  const { id } = await makeWebhook({ url: receiver.url(), ...settings });
  expect(await startFeed(scope, id)).toMatchObject({ webhookId: id });
  return id;
}

async function read(webhookId: string, query: Record<string, unknown> = {}, who = scope) {
  const result = await readFeed(who, webhookId, feedQuerySchema.parse(query));
  if (!result.ok) throw new Error(JSON.stringify(result));
  return result.page;
}

/** Reads on from a cursor, page by page, as a receiver does. */
class Reader {
  readonly items: FeedItem[] = [];
  cursor: string | undefined;
  constructor(
    private readonly webhookId: string,
    private readonly limit = 3,
  ) {}

  async readOn(): Promise<string[]> {
    for (;;) {
      const after = this.cursor ? { after: this.cursor } : {};
      const page = await read(this.webhookId, { ...after, limit: this.limit });
      this.cursor = page.nextCursor;
      this.items.push(...page.items);
      if (page.items.length === 0) return this.items.map(({ traceId }) => traceId);
    }
  }

  /** Other databases of the server, which other tests use, have transactions too, and the feed waits for them. */
  async readUntil(traceIds: readonly string[]): Promise<void> {
    const read = async () => (await this.readOn()).toSorted();
    await expect.poll(read, { interval: 20, timeout: 20_000 }).toEqual([...traceIds].sort());
  }
}

/** Accepts an event in a transaction that stays open. */
async function acceptOpen(entityId: string): Promise<{ client: pg.PoolClient; traceId: string }> {
  const budget = new Budget(null);
  const event = eventSchema.parse({ type: "OpportunityUpdated", entityId });
  const validated = await validateEvents(scope, [event], budget);
  if (!validated.ok) throw new Error(validated.message);
  const plans = await planEvents(validated.events, budget);
  const client = await pool().connect();
  await client.query("BEGIN");
  await writeEvents(client, validated.events, plans);
  return { client, traceId: plans[0]?.deliveries[0]?.id ?? "" };
}

async function commit({ client }: { client: pg.PoolClient }): Promise<void> {
  await client.query("COMMIT");
  client.release();
}

test("an accept that commits late is not missed: what was accepted after it waits for it", async () => {
  const webhookId = await makeFed();
  const reader = new Reader(webhookId);
  const late = await acceptOpen("late");
  const [soon = ""] = await postEvent({ entityId: "soon" });
  expect(await reader.readOn()).toEqual([]);
  await commit(late);
  await reader.readUntil([late.traceId, soon]);
  expect(reader.items.map(({ entityId }) => entityId)).toEqual(["late", "soon"]);
});

test("a reader that goes on while accepts commit in any order gets each delivery once", async () => {
  const webhookId = await makeFed();
  const reader = new Reader(webhookId);
  const traceIds: string[] = [];
  let state = 7;
  const random = (below: number) => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return Math.floor((state / 2 ** 31) * below);
  };
  const open: Awaited<ReturnType<typeof acceptOpen>>[] = [];
  for (let round = 0; round < 60; round += 1) {
    if (open.length < 5 && round < 45) {
      const accepted = await acceptOpen(`o-${round}`);
      open.push(accepted);
      traceIds.push(accepted.traceId);
    }
    if (random(2) === 0 || round >= 45) {
      const [closed] = open.splice(random(open.length || 1), 1);
      if (closed) await commit(closed);
    }
    if (random(3) === 0) await reader.readOn();
  }
  for (const rest of open) await commit(rest);
  await reader.readUntil(traceIds);
  expect(traceIds.length).toBeGreaterThan(20);
});

test("the feed has the bytes that the receiver gets, also of held deliveries, and reading changes nothing", async () => {
  const webhookId = await makeFed();
  const [sent = "", held = "", binary = ""] = [
    ...(await postEvent({ entityId: "ä" })),
    ...(await postEvent({ entityId: "o-2" })),
    ...(await postEvent({ entityId: "o-3" })),
  ];
  await setDeliveryState(held, "held");
  await prisma().body.update({ where: { id: binary }, data: { bytes: Buffer.from([0xff, 0]) } });
  const before = await loadDelivery(held);
  const reader = new Reader(webhookId);
  await reader.readUntil([sent, held, binary]);
  await attemptDue([sent]);
  expect(reader.items).toMatchObject([
    { traceId: sent, body: receiver.requests[0]?.body.toString(), bodyEncoding: "text", entityId: "ä" },
    { traceId: held, state: "held", bodyEncoding: "text" },
    { traceId: binary, body: "/wA=", bodyEncoding: "base64" },
  ]);
  expect(await loadDelivery(held)).toEqual(before);
});

test("a page ends at 4 MiB of bodies, and has one item at least", async () => {
  const webhookId = await makeFed();
  const traceIds = await makeDeliveries(webhookId, 3, "pending");
  await prisma().body.updateMany({
    where: { id: { in: traceIds } },
    data: { bytes: Buffer.alloc(3_000_000, 97) },
  });
  const reader = new Reader(webhookId, 100);
  await reader.readUntil(traceIds);
  expect((await read(webhookId)).items).toHaveLength(2);
});

test("after a restore an old cursor is gone, and the one to start again from misses nothing", async () => {
  const webhookId = await makeFed();
  const reader = new Reader(webhookId);
  const first = await postEvent({ entityId: "o-1" });
  await reader.readUntil(first);
  const lost = await postEvent({ entityId: "o-2" });
  // As a dump of another server would be: its transactions had greater numbers than the next ones here.
  await prisma().feed.update({ where: { webhookId }, data: { cluster: "another server/00000001" } });
  await prisma().feedEntry.updateMany({ where: { webhookId }, data: { transactionId: 2n ** 60n } });
  const gone = await readFeed(scope, webhookId, feedQuerySchema.parse({ after: reader.cursor }));
  if (gone.ok || gone.rejected !== "cursor_gone") throw new Error(JSON.stringify(gone));
  expect(gone.message).toContain(gone.restart);
  const again = new Reader(webhookId);
  again.cursor = gone.restart;
  expect(await again.readOn()).toEqual([...first, ...lost]);
  const later = await postEvent({ entityId: "o-3" });
  await again.readUntil([...first, ...lost, ...later]);
});

test("a request that waits gets what is accepted meanwhile; a key can have two of them; one whose client has gone ends", async () => {
  const webhookId = await makeFed();
  const query = feedQuerySchema.parse({ wait: 30 });
  const clients = [0, 1, 2].map(() => new AbortController());
  const requests = clients.map(({ signal }) => readFeed(scope, webhookId, query, signal));
  const firstAnswer = await Promise.race(
    requests.map(async (request, index) => ({ index, result: await request })),
  );
  expect(firstAnswer.result).toMatchObject({ rejected: "too_many_waits" });
  const [left = 0, waiting = 0] = [0, 1, 2].filter((index) => index !== firstAnswer.index);
  clients[left]?.abort();
  expect(await requests[left]).toMatchObject({ ok: true, page: { items: [] } });
  const [traceId] = await postEvent();
  expect(await requests[waiting]).toMatchObject({ ok: true, page: { items: [{ traceId }] } });
});

test("a feed begins when it is started; ended and started anew, its old cursors are gone", async () => {
  const { id: webhookId } = await makeWebhook({ url: receiver.url() });
  const read0 = () => readFeed(scope, webhookId, feedQuerySchema.parse({}));
  await postEvent({ entityId: "before" });
  expect(await read0()).toMatchObject({ rejected: "feed_not_started" });
  await startFeed(scope, webhookId);
  const traceIds = await postEvent({ entityId: "after" });
  const reader = new Reader(webhookId);
  await reader.readUntil(traceIds);
  await startFeed(scope, webhookId);
  expect(await reader.readOn()).toEqual(traceIds);
  expect(await endFeed(scope, webhookId)).toBe(true);
  expect(await endFeed(scope, webhookId)).toBe(false);
  expect(await read0()).toMatchObject({ rejected: "feed_not_started" });
  await startFeed(scope, webhookId);
  const gone = await readFeed(scope, webhookId, feedQuerySchema.parse({ after: reader.cursor }));
  expect(gone).toMatchObject({ rejected: "cursor_gone" });
  const entries = await prisma().auditEntry.findMany({
    where: { targetId: webhookId },
    orderBy: { id: "asc" },
  });
  const feedActions = entries.map(({ action }) => action).filter((action) => action.includes("feed"));
  expect(feedActions).toEqual(["webhook.feed-started", "webhook.feed-ended", "webhook.feed-started"]);
});

test("a partner reads and changes only the feeds of its own webhooks", async () => {
  const partnerId = newId();
  await prisma().partner.create({ data: { id: partnerId, name: "Acme" } });
  const permissions = ["deliveries:read", "webhooks:write"] as const;
  const partner = makeScope({ actor: scope.actor, partnerId, permissions });
  const lenders = await makeFed();
  const own = await makeFed({ partnerId });
  const query = feedQuerySchema.parse({});
  expect(await readFeed(partner, lenders, query)).toMatchObject({ rejected: "not_found" });
  expect([await startFeed(partner, lenders), await endFeed(partner, lenders)]).toEqual([null, false]);
  const { nextCursor } = await read(lenders);
  expect(await readFeed(partner, own, feedQuerySchema.parse({ after: nextCursor }))).toMatchObject({
    rejected: "cursor_gone",
  });
  expect((await read(own, {}, partner)).items).toEqual([]);
});

test("what a job creates is in the feed of its webhook", async () => {
  const { id } = await makeWebhook({ url: receiver.url(), state: "disabled" });
  const entityId = newId();
  await postEvent({ entityId });
  await updateWebhook(scope, id, { state: "enabled" });
  await startFeed(scope, id);
  await replayAll(await startReplay([id], entityId));
  const { rows } = await pool().query(
    `SELECT f.delivery_id = d.id AS "isInFeed" FROM deliveries d LEFT JOIN feed_entries f ON f.delivery_id = d.id
     WHERE d.webhook_id = $1`,
    [id],
  );
  expect(rows).toEqual([{ isInFeed: true }]);
});
