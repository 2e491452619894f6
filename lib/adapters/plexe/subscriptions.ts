import { type Db, prisma } from "../../db";
import { plexe } from "../../dialects/plexe";
import type { Scope } from "../../scope/scope";
import { inScope, toView, webhookColumns } from "../../webhooks/queries";
import type { WebhookView } from "../../webhooks/schema";
import { notFound, type Problem } from "../endpoint/problem";

/** The subscriptions of a partner, the oldest first: its webhooks that speak Plexe. For calls that hold a permission. */
export async function subscriptionsOf(scope: Scope, partnerId: string): Promise<WebhookView[]> {
  const rows = await prisma().webhook.findMany({
    where: { AND: [inScope(scope), { partnerId, dialect: plexe.id }] },
    select: webhookColumns,
    orderBy: { id: "asc" },
  });
  return rows.map((row) => toView(row, 0));
}

/** Whether the partner has a subscription to this address; until the transaction ends nobody else can be told so. */
export async function isSubscribed(db: Db, partnerId: string, url: string): Promise<boolean> {
  await db.$executeRaw`SELECT pg_advisory_xact_lock(hashtext(${`hookledger plexe ${partnerId}`}))`;
  return (await db.webhook.count({ where: { partnerId, url, dialect: plexe.id, deletedAt: null } })) > 0;
}

/** The names of the events that it wants, "*" for all. */
export function namesOf({ triggers }: WebhookView): string[] {
  return triggers.map((trigger) => (typeof trigger === "string" ? trigger : trigger.eventType));
}

export function noSubscription(which = "of this partner"): Problem {
  return notFound(`subscription ${which}`);
}
