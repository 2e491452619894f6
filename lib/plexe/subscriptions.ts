import type { Scope } from "../access/scope";
import { notFound, type Problem } from "../api/problem";
import { prisma } from "../db";
import { plexe } from "../dialects/plexe";
import { toView, visible, within } from "../webhooks/queries";
import type { WebhookView } from "../webhooks/schema";

/** The subscriptions of a partner, the oldest first: its webhooks that speak Plexe. For calls that hold a permission. */
export async function subscriptionsOf(scope: Scope, partnerId: string): Promise<WebhookView[]> {
  const rows = await prisma().webhook.findMany({
    where: { AND: [within(scope), { partnerId, dialect: plexe.id }] },
    select: visible,
    orderBy: { id: "asc" },
  });
  return rows.map((row) => toView(row, 0));
}

/** The names of the events that it wants, "*" for all. */
export function namesOf({ triggers }: WebhookView): string[] {
  return triggers.map((trigger) => (typeof trigger === "string" ? trigger : trigger.eventType));
}

export function noSubscription(which = "of this partner"): Problem {
  return notFound(`subscription ${which}`);
}
