import { currentTime } from "../clock";
import { prisma } from "../db";
import { newId } from "../ids";
import { log } from "../log";
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
 * Notifies every user who can change a webhook, and its owner: in the portal and, when SMTP is set up, by e-mail; an owner who is no
 * user, or a user who cannot see the webhook, only by e-mail. Safe to repeat: each gets one notification, and one e-mail, or a second
 * one if two calls overlap or a process ends before it has recorded the first. Throws if an e-mail could not be sent, after the others
 * were sent.
 * @returns how many users were notified.
 */
export async function notifyUsers({ subject, text, partnerId, ...notice }: WebhookMessage): Promise<number> {
  const { webhookId, occurredAt } = notice;
  const { owner, ownerNotifiedOf } = await prisma().webhook.findUniqueOrThrow({
    where: { id: webhookId },
    select: { owner: true, ownerNotifiedOf: true },
  });
  const users = await listUsersToNotify(partnerId, owner);
  await prisma().notification.createMany({
    data: users.map(({ id: userId }) => ({ id: newId(), userId, ...notice })),
    skipDuplicates: true,
  });
  const unsent = await prisma().notification.findMany({
    where: { ...notice, emailedAt: null },
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

/** An address that the mail server rejects must not keep the others from being notified. */
async function sendAll(mails: readonly (() => Promise<void>)[]): Promise<void> {
  const errors: unknown[] = [];
  for (const send of mails) await send().catch((error: unknown) => errors.push(error));
  if (errors.length > 0) throw errors[0];
}

/** Like `sendMail`, but an address that does not exist is given up: nobody has checked what was typed as the owner. */
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

/** Whether the owner is none of the notified users, nor a user who was disabled. */
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
