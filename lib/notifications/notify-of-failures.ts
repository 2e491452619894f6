import { currentTime } from "../clock";
import { prisma } from "../db";
import type { Warning } from "../failure-policy/decide-warning";
import { failurePolicySchema } from "../failure-policy/schema";
import { describeWarning } from "../reasons/describe";
import { notifyUsers } from "./notify-users";

/**
 * Warns every user who can change the webhook, and its owner, that its deliveries fail. Safe to repeat.
 * @returns how many users have the notification; 0 when no warning is due or the webhook is no longer enabled
 */
export async function notifyOfFailures(webhookId: string): Promise<number> {
  const failures = await prisma().webhookFailures.findFirst({
    where: { webhookId, warningNotifiedAt: null, webhook: { state: "enabled", deletedAt: null } },
    select: {
      warning: true,
      messagedAt: true,
      webhook: { select: { name: true, partnerId: true, stateChangedAt: true, failurePolicy: true } },
    },
  });
  if (!failures?.warning || !failures.messagedAt) return 0;
  const { messagedAt, webhook } = failures;
  const warning = failures.warning as Warning;
  // The warning is from before the webhook was enabled again.
  if (messagedAt < webhook.stateChangedAt) return 0;
  const message = describeWarning(webhook.name, warning, failurePolicySchema.parse(webhook.failurePolicy));
  const notification = { webhookId, partnerId: webhook.partnerId, kind: warning, occurredAt: messagedAt };
  const notifiedCount = await notifyUsers({ ...notification, ...message });
  await prisma().webhookFailures.updateMany({
    where: { webhookId, warning, messagedAt },
    data: { warningNotifiedAt: currentTime() },
  });
  return notifiedCount;
}
