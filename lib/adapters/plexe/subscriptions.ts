import { type Db, prisma } from "../../db";
import { plexe } from "../../dialects/plexe";
import type { Scope } from "../../scope/scope";
import { toView, visibleWebhooksFilter, webhookColumns } from "../../webhooks/queries";
import type { WebhookView } from "../../webhooks/schema";
import { notFound, type Problem } from "../endpoint/problem";

/** The result of a call: the body of its response, if it has one. */
export interface PlexeResult {
  body?: unknown;
  /** Warnings about a change, such as removed secrets. Sent in a header, since the response has no body. */
  warnings?: string[];
}

/** The subscriptions of a partner, oldest first: its webhooks of the dialect plexe. The caller checks the permission. */
export async function listSubscriptions(scope: Scope, partnerId: string): Promise<WebhookView[]> {
  const rows = await prisma().webhook.findMany({
    where: { AND: [visibleWebhooksFilter(scope), { partnerId, dialect: plexe.id }] },
    select: webhookColumns,
    orderBy: { id: "asc" },
  });
  return rows.map((row) => toView(row, 0));
}

/** Whether the partner has a subscription with this URL. Holds a lock until the transaction ends, so concurrent calls create only one. */
export async function lockAndCheckSubscribed(db: Db, partnerId: string, url: string): Promise<boolean> {
  await db.$executeRaw`SELECT pg_advisory_xact_lock(hashtext(${`hookledger plexe ${partnerId}`}))`;
  return (await db.webhook.count({ where: { partnerId, url, dialect: plexe.id, deletedAt: null } })) > 0;
}

/** Lists the event names of a subscription; "*" means all events. */
export function listEventNames({ triggers }: WebhookView): string[] {
  return triggers.map((trigger) => (typeof trigger === "string" ? trigger : trigger.eventType));
}

export function subscriptionNotFound(which = "for this partner"): Problem {
  return notFound(`subscription ${which}`);
}
