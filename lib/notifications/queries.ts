import { prisma } from "../db";
import type { Scope } from "../scope/scope";

export interface NotificationView {
  id: string;
  text: string;
  webhookId: string;
  occurredAt: string;
}

const shown = 5;

/** What this person was told and has not put away, newest first. Notices whose webhook is well again are left out. */
export async function listUnreadNotifications({ actor }: Scope): Promise<NotificationView[]> {
  if (actor.kind !== "user" || actor.id === null) return [];
  const rows = await prisma().notice.findMany({
    where: { userId: actor.id, readAt: null },
    select: { id: true, text: true, webhookId: true, occurredAt: true },
    orderBy: { occurredAt: "desc" },
    take: shown,
  });
  const paused = await prisma().webhook.findMany({
    where: { id: { in: rows.map((row) => row.webhookId) }, state: "paused", deletedAt: null },
    select: { id: true },
  });
  const stillPaused = new Set(paused.map((row) => row.id));
  return rows
    .filter((row) => stillPaused.has(row.webhookId))
    .map((row) => ({ ...row, occurredAt: row.occurredAt.toISOString() }));
}
