import { prisma } from "../db";
import { describePause } from "../reasons/describe";
import type { Scope } from "../scope/scope";

export interface NotificationView {
  id: string;
  text: string;
  webhookId: string;
  occurredAt: string;
}

const maxNotifications = 5;

/** Of a user's five newest notifications that are not dismissed, those whose webhook is still paused; newest first. */
export async function listCurrentNotifications({ actor }: Scope): Promise<NotificationView[]> {
  if (actor.kind !== "user" || actor.id === null) return [];
  const rows = await prisma().notification.findMany({
    where: { userId: actor.id, readAt: null },
    select: { id: true, webhookId: true, occurredAt: true },
    orderBy: { occurredAt: "desc" },
    take: maxNotifications,
  });
  const paused = await prisma().webhook.findMany({
    where: { id: { in: rows.map((row) => row.webhookId) }, state: "paused", deletedAt: null },
    select: { id: true, name: true },
  });
  const names = new Map(paused.map(({ id, name }) => [id, name]));
  return rows.flatMap(({ occurredAt, ...row }) => {
    const name = names.get(row.webhookId);
    if (name === undefined) return [];
    return [{ ...row, text: describePause(name).text, occurredAt: occurredAt.toISOString() }];
  });
}
