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

async function makeWebhookWithFeed(settings: Record<string, unknown> = {}): Promise<string> {
  const { id } = await makeWebhook({ url: receiver.url(), ...settings });
  expect(await startFeed(scope, id)).toMatchObject({ webhookId: id });
  return id;
}

async function read(webhookId: string, query: Record<string, unknown> = {}, who = scope) {
  const result = await readFeed(who, webhookId, feedQuerySchema.parse(query));
  if (!result.ok) throw new Error(JSON.stringify(result));
  return result.page;
}

/** Reads a feed from a cursor to its end, page by page, as a receiver does. */
class Reader {
  readonly items: FeedItem[] = [];
  cursor: string | undefined;
  constructor(
    private readonly webhookId: string,
    private readonly limit = 3,
  ) {}

  async readToEnd(): Promise<string[]> {
    for (;;) {
      const after = this.cursor ? { after: this.cursor } : {};
      const page = await read(this.webhookId, { ...after, limit: this.limit });
      this.cursor = page.nextCursor;
      this.items.push(...page.items);
      if (page.items.length === 0) return this.items.map(({ traceId }) => traceId);
    }
  }

  /** Reads until the reader has these deliveries. The feed also waits for open transactions of other tests' databases on the server. */
  async readUntil(traceIds: readonly string[]): Promise<void> {
    const read = async () => (await this.readToEnd()).toSorted();
    await expect.poll(read, { interval: 20, timeout: 20_000 }).toEqual([...traceIds].sort());
  }
}

/** Accepts an event in a transaction that is not committed yet. */
async function acceptWithoutCommit(entityId: string): Promise<{ client: pg.PoolClient; traceId: string }> {
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

test("an event whose transaction commits late is not missed: until it commits, the feed withholds events that were accepted later", async () => {
  const webhookId = await makeWebhookWithFeed();
  const reader = new Reader(webhookId);
  const late = await acceptWithoutCommit("late");
  const [soon = ""] = await postEvent({ entityId: "soon" });
  expect(await reader.readToEnd()).toEqual([]);
  await commit(late);
  await reader.readUntil([late.traceId, soon]);
  expect(reader.items.map(({ entityId }) => entityId)).toEqual(["late", "soon"]);
});

test("a reader that keeps reading while transactions commit in any order gets each delivery once", async () => {
  const webhookId = await makeWebhookWithFeed();
  const reader = new Reader(webhookId);
  const traceIds: string[] = [];
  let state = 7;
  const random = (below: number) => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return Math.floor((state / 2 ** 31) * below);
  };
  const open: Awaited<ReturnType<typeof acceptWithoutCommit>>[] = [];
  for (let round = 0; round < 60; round += 1) {
    if (open.length < 5 && round < 45) {
      const accepted = await acceptWithoutCommit(`o-${round}`);
      open.push(accepted);
      traceIds.push(accepted.traceId);
    }
    if (random(2) === 0 || round >= 45) {
      const [closed] = open.splice(random(open.length || 1), 1);
      if (closed) await commit(closed);
    }
    if (random(3) === 0) await reader.readToEnd();
  }
  for (const rest of open) await commit(rest);
  await reader.readUntil(traceIds);
  expect(traceIds.length).toBeGreaterThan(20);
});

test("the feed has the same bytes as the requests, also for held deliveries, and reading it changes nothing", async () => {
  const webhookId = await makeWebhookWithFeed();
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

test("a page ends with the body that brings it above 4 MiB", async () => {
  const webhookId = await makeWebhookWithFeed();
  const traceIds = await makeDeliveries(webhookId, 3, "pending");
  await prisma().body.updateMany({
    where: { id: { in: traceIds } },
    data: { bytes: Buffer.alloc(3_000_000, 97) },
  });
  const reader = new Reader(webhookId, 100);
  await reader.readUntil(traceIds);
  expect((await read(webhookId)).items).toHaveLength(2);
});

test("after a restore, an old cursor is rejected, and the restart cursor in the response misses nothing", async () => {
  const webhookId = await makeWebhookWithFeed();
  const reader = new Reader(webhookId);
  const first = await postEvent({ entityId: "o-1" });
  await reader.readUntil(first);
  const unread = await postEvent({ entityId: "o-2" });
  // As after restoring a dump of another server, whose transaction numbers are greater than the next ones of this server.
  await prisma().feed.update({ where: { webhookId }, data: { cluster: "another server/00000001" } });
  await prisma().feedEntry.updateMany({ where: { webhookId }, data: { transactionId: 2n ** 60n } });
  const gone = await readFeed(scope, webhookId, feedQuerySchema.parse({ after: reader.cursor }));
  if (gone.ok || gone.rejected !== "cursor_gone") throw new Error(JSON.stringify(gone));
  expect(gone.message).toContain(gone.restart);
  const restarted = new Reader(webhookId);
  restarted.cursor = gone.restart;
  expect(await restarted.readToEnd()).toEqual([...first, ...unread]);
  const later = await postEvent({ entityId: "o-3" });
  await restarted.readUntil([...first, ...unread, ...later]);
});

test("a waiting request gets the next accepted delivery; each key can have two waiting requests; a request whose client disconnects ends", async () => {
  const webhookId = await makeWebhookWithFeed();
  const query = feedQuerySchema.parse({ wait: 30 });
  const clients = [0, 1, 2].map(() => new AbortController());
  const requests = clients.map(({ signal }) => readFeed(scope, webhookId, query, signal));
  const firstAnswer = await Promise.race(
    requests.map(async (request, index) => ({ index, result: await request })),
  );
  expect(firstAnswer.result).toMatchObject({ rejected: "too_many_waits" });
  const [disconnected = 0, waiting = 0] = [0, 1, 2].filter((index) => index !== firstAnswer.index);
  clients[disconnected]?.abort();
  expect(await requests[disconnected]).toMatchObject({ ok: true, page: { items: [] } });
  const [traceId] = await postEvent();
  expect(await requests[waiting]).toMatchObject({ ok: true, page: { items: [{ traceId }] } });
});

test("a feed has only deliveries accepted after its start; after it is ended and started again, old cursors are rejected", async () => {
  const { id: webhookId } = await makeWebhook({ url: receiver.url() });
  const readFromStart = () => readFeed(scope, webhookId, feedQuerySchema.parse({}));
  await postEvent({ entityId: "before" });
  expect(await readFromStart()).toMatchObject({ rejected: "feed_not_started" });
  await startFeed(scope, webhookId);
  const traceIds = await postEvent({ entityId: "after" });
  const reader = new Reader(webhookId);
  await reader.readUntil(traceIds);
  await startFeed(scope, webhookId);
  expect(await reader.readToEnd()).toEqual(traceIds);
  expect(await endFeed(scope, webhookId)).toBe(true);
  expect(await endFeed(scope, webhookId)).toBe(false);
  expect(await readFromStart()).toMatchObject({ rejected: "feed_not_started" });
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
  const permissions = ["deliveries:read", "customer-data:read", "webhooks:write"] as const;
  const partner = makeScope({ actor: scope.actor, partnerId, permissions });
  const lenderWebhookId = await makeWebhookWithFeed();
  const own = await makeWebhookWithFeed({ partnerId });
  const query = feedQuerySchema.parse({});
  expect(await readFeed(partner, lenderWebhookId, query)).toMatchObject({ rejected: "not_found" });
  expect([await startFeed(partner, lenderWebhookId), await endFeed(partner, lenderWebhookId)]).toEqual([
    null,
    false,
  ]);
  const { nextCursor } = await read(lenderWebhookId);
  expect(await readFeed(partner, own, feedQuerySchema.parse({ after: nextCursor }))).toMatchObject({
    rejected: "cursor_gone",
  });
  expect((await read(own, {}, partner)).items).toEqual([]);
});

test("a delivery that a job creates is in the feed of its webhook", async () => {
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
