import { setTimeout as wait } from "node:timers/promises";
import { ConcurrencyLimit } from "../concurrency-limit";
import { pool, prisma } from "../db";
import { parseId } from "../ids";
import { requirePermission, type Scope } from "../scope/scope";
import { visibleWebhooksFilter } from "../webhooks/queries";
import { loadEpoch } from "./cluster";
import { beginning, findRestart, isGone } from "./gone-cursors";
import { readPage } from "./read-page";
import type { FeedPage, FeedPosition, FeedQuery } from "./schema";

export type ReadFeedResult =
  | { ok: true; page: FeedPage }
  | { ok: false; rejected: "not_found" | "feed_not_started" | "too_many_waits"; message: string }
  /** `restart`: a cursor from which nothing that is kept is missed. */
  | { ok: false; rejected: "cursor_gone"; message: string; restart: string };

const pollMs = 500;

/** A third request that waits is probably one whose client has given up the others. */
const waits = new ConcurrencyLimit(2);

/** A stopping process answers those who wait. */
const stopping = new AbortController();
process.once("SIGTERM", () => stopping.abort());
process.once("SIGINT", () => stopping.abort());
process.once("disconnect", () => stopping.abort());

/**
 * The deliveries of a webhook after a cursor, held and discarded ones too, each at least once. Without any, waits for up to `wait`
 * seconds. Changes nothing.
 * @param aborted the client has gone
 */
export async function readFeed(
  scope: Scope,
  typedId: string,
  { after, wait: seconds, limit }: FeedQuery,
  aborted?: AbortSignal,
): Promise<ReadFeedResult> {
  requirePermission(scope, "deliveries:read");
  const webhookId = await findWebhookId(scope, typedId);
  if (webhookId === null)
    return { ok: false, rejected: "not_found", message: `There is no webhook ${typedId}.` };
  const epoch = await loadEpoch(pool(), webhookId);
  if (epoch === null) return { ok: false, rejected: "feed_not_started", message: notStartedMessage };
  const position = after ?? { epoch, ...beginning };
  if (await isGone(pool(), webhookId, position, epoch)) return rejectGone(position, epoch);
  const first = await readPage(pool(), webhookId, position, limit);
  if (!first.isEmpty || seconds === 0) return { ok: true, page: toPage(first) };
  const release = waits.acquire(scope.actor.id ?? scope.actor.name);
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

const notStartedMessage = "The webhook has no feed. Start one: PUT to this URL.";
const tooManyWaitsMessage =
  "Two requests of this API key are waiting. Wait for one of them, or leave out `wait`.";

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
      ? "which gets everything that is kept."
      : `which repeats what was accepted since ${since.toISOString()}; or leave out \`after\` to get everything that is kept.`;
  const message = `This cursor is no longer valid: the database was restored, the feed was started anew, or deliveries that followed it were removed. Start again with after=${restart}, ${startAgain}`;
  return { ok: false, rejected: "cursor_gone", message, restart };
}
