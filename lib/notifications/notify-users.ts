import { currentTime } from "../clock";
import { prisma } from "../db";
import { newId } from "../ids";
import { expandPermissions } from "../scope/permissions";
import { sendMail } from "./send-mail";

/** What users are notified of. Two of the same kind about the same webhook and time are one. */
interface WebhookMessage {
  webhookId: string;
  /** The webhook's partner. */
  partnerId: string | null;
  kind: string;
  occurredAt: Date;
  subject: string;
  text: string;
}

/**
 * Notifies every user who can change a webhook: in the portal and, when SMTP is set up, by e-mail. Safe to repeat: a user gets
 * one notification, and one e-mail, or a second one if two calls overlap or a process ends before it has recorded the first.
 * @returns how many users were notified.
 */
export async function notifyUsers({ subject, text, partnerId, ...notice }: WebhookMessage): Promise<number> {
  const users = await listUsersToNotify(partnerId);
  await prisma().notification.createMany({
    data: users.map(({ id: userId }) => ({ id: newId(), userId, ...notice })),
    skipDuplicates: true,
  });
  const unsent = await prisma().notification.findMany({
    where: { ...notice, emailedAt: null },
    select: { id: true, user: { select: { email: true } } },
  });
  for (const { id, user } of unsent) {
    const sent = await sendMail({ to: user.email, subject, text });
    if (sent) await prisma().notification.update({ where: { id }, data: { emailedAt: currentTime() } });
  }
  return users.length;
}

async function listUsersToNotify(partnerId: string | null): Promise<{ id: string }[]> {
  const users = await prisma().user.findMany({
    where: { disabledAt: null, OR: [{ partnerId: null }, ...(partnerId === null ? [] : [{ partnerId }])] },
    select: { id: true, role: { select: { permissions: true } } },
  });
  return users.filter(({ role }) => expandPermissions(role.permissions).includes("webhooks:write"));
}
