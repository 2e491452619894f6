import { expect, test } from "vitest";
import { makeWebhook, moveCreation, postEvent, scope } from "@/testing/ledger";
import { useReceiver } from "@/testing/use-receiver";
import { prisma } from "../db";
import { endFeed, startFeed } from "./change-feed";
import { readFeed } from "./read-feed";
import { feedQuerySchema, writeCursor } from "./schema";

useReceiver(() => {});

async function makeWebhookWithFeed(): Promise<string> {
  const { id } = await makeWebhook({ url: "http://127.0.0.1:9/" });
  await startFeed(scope, id);
  return id;
}

/** Makes a delivery that was accepted this many days ago. Call it for the oldest delivery first. */
async function acceptDaysAgo(days: number): Promise<string> {
  const [accepted = ""] = await postEvent();
  const deliveryId = await moveCreation(accepted, new Date(Date.now() - days * 86_400_000));
  const data = { deliveryId, transactionId: BigInt(600 - days) };
  await prisma().feedEntry.updateMany({ where: { deliveryId: accepted }, data });
  return deliveryId;
}

/** Removes feed entries, as retention does. */
const removeEntries = (deliveryIds: string[]) =>
  prisma().feedEntry.deleteMany({ where: { deliveryId: { in: deliveryIds } } });

const readAfter = (webhookId: string, query: Record<string, unknown>) =>
  readFeed(scope, webhookId, feedQuerySchema.parse(query));

async function read(webhookId: string, query: Record<string, unknown>) {
  const result = await readAfter(webhookId, query);
  if (!result.ok) throw new Error(JSON.stringify(result));
  return { ...result.page, traceIds: result.page.items.map(({ traceId }) => traceId) };
}

async function getRestart(webhookId: string, after: string): Promise<string> {
  const gone = await readAfter(webhookId, { after });
  if (gone.ok || gone.rejected !== "cursor_gone") throw new Error(JSON.stringify(gone));
  expect(gone.message).toContain(gone.restart);
  return gone.restart;
}

/** Reads page by page from a cursor to the end. Reading once more from there must return the same empty page. */
async function readToEnd(webhookId: string, from: string): Promise<string[]> {
  const traceIds: string[] = [];
  for (let after = from; ; ) {
    const page = await read(webhookId, { after, limit: 1 });
    traceIds.push(...page.traceIds);
    after = page.nextCursor;
    if (page.items.length > 0) continue;
    expect(await read(webhookId, { after })).toEqual(page);
    return traceIds;
  }
}

test("a reader that was offline while retention removed deliveries continues with all deliveries that are kept", async () => {
  const webhookId = await makeWebhookWithFeed();
  const last = await acceptDaysAgo(100);
  const { nextCursor } = await read(webhookId, {});
  const removed = await acceptDaysAgo(99);
  const kept = [await acceptDaysAgo(80), await acceptDaysAgo(1)];
  await removeEntries([last, removed]);
  expect(await readToEnd(webhookId, await getRestart(webhookId, nextCursor))).toEqual(kept);
});

test("a cursor after which nothing was removed stays valid as long as deliveries are kept", async () => {
  const webhookId = await makeWebhookWithFeed();
  const last = await acceptDaysAgo(100);
  const { nextCursor } = await read(webhookId, {});
  await removeEntries([last]);
  expect(await readToEnd(webhookId, nextCursor)).toEqual([]);
  const next = await acceptDaysAgo(50);
  expect(await readToEnd(webhookId, nextCursor)).toEqual([next]);
  const { epoch } = await prisma().feed.findUniqueOrThrow({ where: { webhookId } });
  const older = { epoch, transactionId: "1", deliveryId: await acceptDaysAgo(400) };
  await removeEntries([older.deliveryId]);
  expect(await readToEnd(webhookId, await getRestart(webhookId, writeCursor(older)))).toEqual([next]);
});

test("deliveries that are older than the retention period, but not removed yet, are read page by page", async () => {
  const webhookId = await makeWebhookWithFeed();
  const traceIds = [await acceptDaysAgo(95), await acceptDaysAgo(93), await acceptDaysAgo(91)];
  const page = await read(webhookId, { limit: 1 });
  expect([...page.traceIds, ...(await readToEnd(webhookId, page.nextCursor))]).toEqual(traceIds);
});

test.each([0, 10, 89, 90, 100])(
  "a cursor of an ended feed, %i days old, is rejected with a valid restart cursor",
  async (days) => {
    const webhookId = await makeWebhookWithFeed();
    const traceId = await acceptDaysAgo(days);
    const { nextCursor } = await read(webhookId, {});
    await endFeed(scope, webhookId);
    await startFeed(scope, webhookId);
    expect(await readToEnd(webhookId, await getRestart(webhookId, nextCursor))).toEqual([traceId]);
  },
);
