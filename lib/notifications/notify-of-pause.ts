import { currentTime } from "../clock";
import { prisma } from "../db";
import { describePause } from "../reasons/describe";
import { notifyUsers } from "./notify-users";

/**
 * Notifies every user who can enable a paused webhook. Safe to repeat.
 * @returns how many users were notified; 0 when the webhook is not paused any more.
 */
export async function notifyOfPause(webhookId: string): Promise<number> {
  const webhook = await prisma().webhook.findFirst({
    where: { id: webhookId, state: "paused", deletedAt: null },
    select: { name: true, partnerId: true, stateChangedAt: true, stateReason: true },
  });
  if (!webhook) return 0;
  const { partnerId, stateChangedAt } = webhook;
  const message = describePause(webhook.name, webhook.stateReason);
  const notice = { webhookId, partnerId, kind: "webhook_paused", occurredAt: stateChangedAt };
  const notified = await notifyUsers({ ...notice, ...message });
  await prisma().webhook.updateMany({
    where: { id: webhookId, state: "paused", stateChangedAt },
    data: { pauseNotifiedAt: currentTime() },
  });
  return notified;
}
