import { recordAudit } from "../audit/record-audit";
import { pool, prisma } from "../db";
import { newId, parseId } from "../ids";
import { requirePermission, type Scope } from "../scope/scope";
import { visibleWebhooksFilter } from "../webhooks/queries";
import { clusterSql } from "./cluster";
import type { FeedView } from "./schema";

async function findWebhook(scope: Scope, typedId: string) {
  const id = parseId(typedId);
  return id === null
    ? null
    : await prisma().webhook.findFirst({
        where: { ...visibleWebhooksFilter(scope), id },
        select: { id: true, name: true, partnerId: true },
      });
}

const insertSql = `
  INSERT INTO feeds (webhook_id, epoch, cluster) SELECT $1::uuid, $2::uuid, ${clusterSql} ON CONFLICT DO NOTHING`;

/**
 * Starts the feed of a webhook, which contains each delivery that is accepted from then on. Does nothing if the webhook has a feed.
 * Returns null if the scope can see no such webhook.
 */
export async function startFeed(scope: Scope, typedId: string): Promise<FeedView | null> {
  requirePermission(scope, "webhooks:write");
  const webhook = await findWebhook(scope, typedId);
  if (!webhook) return null;
  const { id: webhookId, partnerId, name } = webhook;
  await prisma().$transaction(async (db) => {
    if ((await db.$executeRawUnsafe(insertSql, webhookId, newId())) === 0) return;
    await recordAudit(db, scope, {
      action: "webhook.feed-started",
      targetId: webhookId,
      partnerId,
      details: { name },
    });
  });
  const { rows } = await pool().query<{ startedAt: Date }>(
    `SELECT started_at AS "startedAt" FROM feeds WHERE webhook_id = $1`,
    [webhookId],
  );
  const [feed] = rows;
  return feed ? { webhookId, startedAt: feed.startedAt.toISOString() } : null;
}

/** Ends the feed of a webhook; retention removes its entries. Returns false if the scope can see no such webhook, or it has no feed. */
export async function endFeed(scope: Scope, typedId: string): Promise<boolean> {
  requirePermission(scope, "webhooks:write");
  const webhook = await findWebhook(scope, typedId);
  if (!webhook) return false;
  const { id: targetId, partnerId, name } = webhook;
  return prisma().$transaction(async (db) => {
    const { count } = await db.feed.deleteMany({ where: { webhookId: targetId } });
    if (count === 0) return false;
    await recordAudit(db, scope, { action: "webhook.feed-ended", targetId, partnerId, details: { name } });
    return true;
  });
}
