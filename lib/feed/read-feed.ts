import { setTimeout as wait } from "node:timers/promises";
import { ConcurrencyLimit } from "../concurrency-limit";
import { pool, prisma } from "../db";
import { parseId } from "../ids";
import { requirePermission, type Scope } from "../scope/scope";
import { visibleWebhooksFilter } from "../webhooks/queries";
import { loadEpoch } from "./cluster";
import { feedStart, findRestart, isCursorGone } from "./gone-cursors";
import { readPage } from "./read-page";
import type { FeedPage, FeedPosition, FeedQuery } from "./schema";

export type ReadFeedResult =
  | { ok: true; page: FeedPage }
  | { ok: false; rejected: "not_found" | "feed_not_started" | "too_many_waits"; message: string }
  /** `restart`: the cursor to start again from, which misses no delivery that is kept. */
  | { ok: false; rejected: "cursor_gone"; message: string; restart: string };

const pollMs = 500;

/** Two waiting requests per API key: a client that sends a third has probably abandoned the others. */
const waitLimit = new ConcurrencyLimit(2);

/** Aborted when the process is asked to stop, so that waiting requests are answered before it ends. */
const stopping = new AbortController();
process.once("SIGTERM", () => stopping.abort());
process.once("SIGINT", () => stopping.abort());
process.once("disconnect", () => stopping.abort());

/**
 * Reads the deliveries of a webhook after a cursor, including held and discarded ones, each at least once. If there are none, waits up
 * to `wait` seconds for the next one. Changes nothing.
 * @param aborted aborts when the client disconnects
 */
export async function readFeed(
  scope: Scope,
  typedId: string,
  { after, wait: seconds, limit }: FeedQuery,
  aborted?: AbortSignal,
): Promise<ReadFeedResult> {
  requirePermission(scope, "deliveries:read");
  // A feed without bodies would look to its reader like deliveries whose bodies retention has removed.
  requirePermission(scope, "customer-data:read");
  const webhookId = await findWebhookId(scope, typedId);
  if (webhookId === null)
    return { ok: false, rejected: "not_found", message: `There is no webhook ${typedId}.` };
  const epoch = await loadEpoch(pool(), webhookId);
  if (epoch === null) return { ok: false, rejected: "feed_not_started", message: notStartedMessage };
  const position = after ?? { epoch, ...feedStart };
  if (await isCursorGone(pool(), webhookId, position, epoch)) return rejectGone(position, epoch);
  const first = await readPage(pool(), webhookId, position, limit);
  if (!first.isEmpty || seconds === 0) return { ok: true, page: toPage(first) };
  const release = waitLimit.acquire(scope.actor.id ?? scope.actor.name);
  if (!release) return { ok: false, rejected: "too_many_waits", message: tooManyWaitsMessage };
  try {
    const signal = AbortSignal.any([stopping.signal, ...(aborted ? [aborted] : [])]);
    for (const endAt = performance.now() + seconds * 1_000; performance.now() < endAt && !signal.aborted; ) {
      await wait(pollMs, undefined, { signal }).catch(() => undefined);
      const page = await readPage(pool(), webhookId, position, limit);
      if (!page.isEmpty) return { ok: true, page: toPage(page) };
    }
    return { ok: true, page: toPage(first) };
  } finally {
    release();
  }
}

const toPage = ({ items, nextCursor }: FeedPage): FeedPage => ({ items, nextCursor });

const notStartedMessage = "The webhook has no feed. To start one, send a PUT request to this URL.";
const tooManyWaitsMessage =
  "Two requests of this API key are already waiting. Wait until one of them has ended, or leave out `wait`.";

async function findWebhookId(scope: Scope, typedId: string): Promise<string | null> {
  const id = parseId(typedId);
  if (id === null) return null;
  const where = { ...visibleWebhooksFilter(scope), id };
  return (await prisma().webhook.findFirst({ where, select: { id: true } }))?.id ?? null;
}

function rejectGone({ deliveryId }: FeedPosition, epoch: string): ReadFeedResult {
  const { restart, since } = findRestart(deliveryId, epoch);
  const startAgain =
    since === null
      ? "which gets all deliveries that are kept."
      : `which repeats the deliveries accepted since ${since.toISOString()}; or leave out \`after\` to get all deliveries that are kept.`;
  const message = `This cursor is no longer valid: the database was restored, the feed was started anew, or deliveries that followed it were removed. Start again with after=${restart}, ${startAgain}`;
  return { ok: false, rejected: "cursor_gone", message, restart };
}
