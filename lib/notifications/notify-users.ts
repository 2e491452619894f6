import { currentTime } from "../clock";
import { prisma } from "../db";
import { newId } from "../ids";
import { log } from "../log";
import { expandPermissions } from "../scope/permissions";
import { sendMail } from "./send-mail";

/** A notification about a webhook. Notifications of the same kind about the same webhook and time count as one. */
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
 * Notifies every user who can change a webhook, and its owner: in the portal and, when SMTP is set up, by e-mail. An owner who is not
 * a user, or cannot see the webhook, gets only an e-mail. Safe to repeat: everyone gets one notification and one e-mail, and a
 * second e-mail only if two calls overlap, or a process ends before it has recorded the first one. If an e-mail cannot be sent, throws
 * after sending the others.
 * @returns how many users have the notification, including users whom an earlier call notified
 */
export async function notifyUsers({
  subject,
  text,
  partnerId,
  ...notification
}: WebhookMessage): Promise<number> {
  const { webhookId, occurredAt } = notification;
  const { owner, ownerNotifiedOf } = await prisma().webhook.findUniqueOrThrow({
    where: { id: webhookId },
    select: { owner: true, ownerNotifiedOf: true },
  });
  const users = await listUsersToNotify(partnerId, owner);
  await prisma().notification.createMany({
    data: users.map(({ id: userId }) => ({ id: newId(), userId, ...notification })),
    skipDuplicates: true,
  });
  const unsent = await prisma().notification.findMany({
    where: { ...notification, emailedAt: null },
    select: { id: true, user: { select: { email: true } } },
  });
  const mails = unsent.map(({ id, user }) => async () => {
    const sent = await sendMail({ to: user.email, subject, text });
    if (sent) await prisma().notification.update({ where: { id }, data: { emailedAt: currentTime() } });
  });
  const isOwnerNotified = ownerNotifiedOf !== null && ownerNotifiedOf >= occurredAt;
  if (owner !== null && !isOwnerNotified && (await needsMailOnly(owner, users))) {
    mails.push(async () => {
      if (!(await sendToOwner({ to: owner, subject, text }))) return;
      await prisma().webhook.updateMany({ where: { id: webhookId }, data: { ownerNotifiedOf: occurredAt } });
    });
  }
  await sendAll(mails);
  return users.length;
}

/** Sends all e-mails and then throws the first error: an address that the mail server rejects must not keep others from being notified. */
async function sendAll(mails: readonly (() => Promise<void>)[]): Promise<void> {
  const errors: unknown[] = [];
  for (const send of mails) await send().catch((error: unknown) => errors.push(error));
  if (errors.length > 0) throw errors[0];
}

/** Like `sendMail`, but logs a permanent rejection instead of throwing it, because nobody has verified the owner's address. */
async function sendToOwner(mail: Parameters<typeof sendMail>[0]): Promise<boolean> {
  try {
    return await sendMail(mail);
  } catch (error) {
    const { responseCode, message } = error as Error & { responseCode?: number };
    if (responseCode === undefined || responseCode < 500) throw error;
    log.warn({ error: message }, "the mail server rejected the address of a webhook's owner");
    return true;
  }
}

/** Whether the owner's address belongs neither to a notified user nor to a disabled one. */
async function needsMailOnly(owner: string, notified: readonly { email: string }[]): Promise<boolean> {
  if (notified.some(({ email }) => email === owner)) return false;
  return (await prisma().user.count({ where: { email: owner, disabledAt: { not: null } } })) === 0;
}

async function listUsersToNotify(
  partnerId: string | null,
  owner: string | null,
): Promise<{ id: string; email: string }[]> {
  const users = await prisma().user.findMany({
    where: { disabledAt: null, OR: [{ partnerId: null }, ...(partnerId === null ? [] : [{ partnerId }])] },
    select: { id: true, email: true, role: { select: { permissions: true } } },
  });
  return users.filter(
    ({ email, role }) => email === owner || expandPermissions(role.permissions).includes("webhooks:write"),
  );
}
