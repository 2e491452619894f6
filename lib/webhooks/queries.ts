import { demand, type Scope } from "../access/scope";
import { pool, prisma } from "../db";
import { isId } from "../ids";
import type { WebhookView } from "./schema";

/** What may be read of a webhook. The sealed columns are not among it: a key leaves lib in three places only. */
export const visible = {
  id: true,
  number: true,
  name: true,
  url: true,
  partnerId: true,
  dialect: true,
  options: true,
  method: true,
  authentication: true,
  state: true,
  stateReason: true,
  stateChangedAt: true,
  stateChangedBy: true,
  retryDelays: true,
  timeoutSeconds: true,
  successRule: true,
  signatureHeader: true,
  signatureEncoding: true,
  headerNames: true,
  previousKeyUntil: true,
  createdAt: true,
  updatedAt: true,
  triggers: { select: { eventType: true, version: true, condition: true }, orderBy: { eventType: "asc" } },
} as const;

/** The webhooks that a scope may see: its partner's, or all. */
export function within(scope: Scope) {
  return { deletedAt: null, ...(scope.partnerId === null ? {} : { partnerId: scope.partnerId }) };
}

export async function listWebhooks(scope: Scope): Promise<WebhookView[]> {
  demand(scope, "webhooks:read");
  const rows = await prisma().webhook.findMany({
    where: within(scope),
    select: visible,
    orderBy: [{ name: "asc" }, { id: "asc" }],
  });
  const held = await heldCounts(rows.map((row) => row.id));
  return rows.map((row) => toView(row, held.get(row.id) ?? 0));
}

/** Null when there is none, or none that this scope may see. */
export async function findWebhook(scope: Scope, id: string): Promise<WebhookView | null> {
  demand(scope, "webhooks:read");
  return isId(id) ? viewOf(scope, id) : null;
}

/** For use cases that already hold a permission of their own. */
export async function viewOf(scope: Scope, id: string): Promise<WebhookView | null> {
  const row = await prisma().webhook.findFirst({ where: { ...within(scope), id }, select: visible });
  if (!row) return null;
  return toView(row, (await heldCounts([id])).get(id) ?? 0);
}

const largestNumber = 2_147_483_647;

/** The same by the integer id that Fineract's clients know. */
export async function viewOfNumber(scope: Scope, number: number): Promise<WebhookView | null> {
  if (!Number.isInteger(number) || number < 1 || number > largestNumber) return null;
  const row = await prisma().webhook.findFirst({ where: { ...within(scope), number }, select: { id: true } });
  return row && viewOf(scope, row.id);
}

/** Plain SQL: Prisma casts the state from text, and then Postgres does not use the small index of open deliveries. */
export async function heldCounts(webhookIds: string[]): Promise<Map<string, number>> {
  const { rows } = await pool().query<{ webhookId: string; held: number }>(
    `SELECT webhook_id AS "webhookId", count(*)::int AS held FROM deliveries
     WHERE webhook_id = ANY($1) AND state = 'held' GROUP BY 1`,
    [webhookIds],
  );
  return new Map(rows.map(({ webhookId, held }) => [webhookId, held]));
}

type Row = NonNullable<Awaited<ReturnType<typeof oneRow>>>;
const oneRow = (id: string) => prisma().webhook.findFirst({ where: { id }, select: visible });

export function toView(row: Row, heldDeliveries: number): WebhookView {
  const { headerNames, previousKeyUntil, triggers, ...rest } = row;
  return {
    ...rest,
    successRule: row.successRule as WebhookView["successRule"],
    signatureEncoding: row.signatureEncoding as WebhookView["signatureEncoding"],
    stateChangedAt: row.stateChangedAt.toISOString(),
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
    method: row.method as WebhookView["method"],
    options: row.options as WebhookView["options"],
    authentication: row.authentication as WebhookView["authentication"],
    triggers: triggers.map(triggerView),
    headers: Object.fromEntries(headerNames.map((name) => [name, "********"])),
    previousKeyValidUntil:
      previousKeyUntil && previousKeyUntil > new Date() ? previousKeyUntil.toISOString() : null,
    heldDeliveries,
  };
}

/** As short as it can be: what is not said is version 1, and always. */
function triggerView({ eventType, version, condition }: Row["triggers"][number]) {
  const later = version !== null && version > 1;
  if (!later && condition === null) return eventType;
  return { eventType, ...(later ? { version } : {}), ...(condition === null ? {} : { condition }) };
}
