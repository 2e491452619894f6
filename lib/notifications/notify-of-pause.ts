import { currentTime } from "../clock";
import { prisma } from "../db";
import { newId } from "../ids";
import { describePause } from "../reasons/describe";
import { expandPermissions } from "../scope/permissions";
import { sendMail } from "./send-mail";

/**
 * Notifies every user who can enable a paused webhook: in the portal and, when SMTP is set up, by e-mail. Safe to
 * repeat: a user gets one notification for one pause, and one e-mail, or a second one if two calls overlap or a process ends
 * before it has recorded the first.
 * @returns how many users were notified; 0 when the webhook is not paused any more.
 */
export async function notifyOfPause(webhookId: string): Promise<number> {
  const webhook = await prisma().webhook.findFirst({
    where: { id: webhookId, state: "paused", deletedAt: null },
    select: { name: true, partnerId: true, stateChangedAt: true },
  });
  if (!webhook) return 0;
  const occurredAt = webhook.stateChangedAt;
  const users = await listUsersToNotify(webhook.partnerId);
  await prisma().notification.createMany({
    data: users.map(({ id: userId }) => ({
      id: newId(),
      userId,
      kind: "webhook_paused",
      webhookId,
      occurredAt,
    })),
    skipDuplicates: true,
  });
  const unsent = await prisma().notification.findMany({
    where: { webhookId, kind: "webhook_paused", occurredAt, emailedAt: null },
    select: { id: true, user: { select: { email: true } } },
  });
  for (const { id, user } of unsent) {
    const sent = await sendMail({ to: user.email, ...describePause(webhook.name) });
    if (sent) await prisma().notification.update({ where: { id }, data: { emailedAt: currentTime() } });
  }
  await prisma().webhook.updateMany({
    where: { id: webhookId, state: "paused", stateChangedAt: occurredAt },
    data: { pauseNotifiedAt: currentTime() },
  });
  return users.length;
}

async function listUsersToNotify(partnerId: string | null): Promise<{ id: string }[]> {
  const users = await prisma().user.findMany({
    where: { disabledAt: null, OR: [{ partnerId: null }, ...(partnerId === null ? [] : [{ partnerId }])] },
    select: { id: true, role: { select: { permissions: true } } },
  });
  return users.filter(({ role }) => expandPermissions(role.permissions).includes("webhooks:write"));
}
