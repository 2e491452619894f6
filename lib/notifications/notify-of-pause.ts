import { currentTime } from "../clock";
import { prisma } from "../db";
import { newId } from "../ids";
import { expandPermissions } from "../scope/permissions";
import { sendMail } from "./send-mail";

/**
 * Tells everybody who may enable a paused webhook that it is paused: a notice in the portal and, when SMTP is set
 * up, an e-mail. Safe to repeat: a person gets one notice and one e-mail for one pause.
 * @returns how many people were told; 0 when the webhook is not paused any more.
 */
export async function notifyOfPause(webhookId: string): Promise<number> {
  const webhook = await prisma().webhook.findFirst({
    where: { id: webhookId, state: "paused", deletedAt: null },
    select: { name: true, partnerId: true, stateChangedAt: true },
  });
  if (!webhook) return 0;
  const occurredAt = webhook.stateChangedAt;
  const text = `The webhook "${webhook.name}" is Paused: a delivery failed for good. Its notices are held until somebody enables it.`;
  const people = await peopleWhoCanHelp(webhook.partnerId);
  await prisma().notice.createMany({
    data: people.map(({ id: userId }) => ({
      id: newId(),
      userId,
      kind: "webhook_paused",
      webhookId,
      occurredAt,
      text,
    })),
    skipDuplicates: true,
  });
  const unsent = await prisma().notice.findMany({
    where: { webhookId, kind: "webhook_paused", occurredAt, emailedAt: null },
    select: { id: true, user: { select: { email: true } } },
  });
  for (const { id, user } of unsent) {
    const sent = await sendMail({ to: user.email, subject: `Webhook paused: ${webhook.name}`, text });
    if (sent) await prisma().notice.update({ where: { id }, data: { emailedAt: currentTime() } });
  }
  await prisma().webhook.updateMany({
    where: { id: webhookId, state: "paused", stateChangedAt: occurredAt },
    data: { pauseNotifiedAt: currentTime() },
  });
  return people.length;
}

async function peopleWhoCanHelp(partnerId: string | null): Promise<{ id: string }[]> {
  const users = await prisma().user.findMany({
    where: { disabledAt: null, OR: [{ partnerId: null }, ...(partnerId === null ? [] : [{ partnerId }])] },
    select: { id: true, role: { select: { permissions: true } } },
  });
  return users.filter(({ role }) => expandPermissions(role.permissions).includes("webhooks:write"));
}
