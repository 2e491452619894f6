import { currentTime } from "../clock";
import { prisma } from "../db";
import { describePause } from "../reasons/describe";
import { notifyUsers } from "./notify-users";

/**
 * Notifies every user who can enable a paused webhook, and its owner, of the pause. Safe to repeat.
 * @returns how many users have the notification; 0 when the webhook is no longer paused
 */
export async function notifyOfPause(webhookId: string): Promise<number> {
  const webhook = await prisma().webhook.findFirst({
    where: { id: webhookId, state: "paused", deletedAt: null },
    select: { name: true, partnerId: true, stateChangedAt: true, stateReason: true },
  });
  if (!webhook) return 0;
  const { partnerId, stateChangedAt } = webhook;
  const message = describePause(webhook.name, webhook.stateReason);
  const notification = { webhookId, partnerId, kind: "webhook_paused", occurredAt: stateChangedAt };
  const notifiedCount = await notifyUsers({ ...notification, ...message });
  await prisma().webhook.updateMany({
    where: { id: webhookId, state: "paused", stateChangedAt },
    data: { pauseNotifiedAt: currentTime() },
  });
  return notifiedCount;
}
