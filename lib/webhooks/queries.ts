import { currentTime } from "../clock";
import { pool, prisma } from "../db";
import { failurePolicySchema } from "../failure-policy/schema";
import { parseId } from "../ids";
import { describeStateReason } from "../reasons/describe";
import { webhooksWithinTarget } from "../scope/link-target";
import { requirePermission, requirePermissionWithinTarget, type Scope } from "../scope/scope";
import { visibleTo } from "../scope/visible-to";
import { containsText } from "../text-filter";
import type { ConditionLanguage } from "./conditions/condition";
import { type WebhookListQuery, writeCursor } from "./list-schema";
import type { WebhookView } from "./schema";
import { type StoredSettings, settingColumns } from "./settings";

/** The columns of a webhook that queries read. The sealed columns are left out, so that no query returns a key. */
export const webhookColumns = {
  ...settingColumns,
  id: true,
  number: true,
  partnerId: true,
  authentication: true,
  state: true,
  stateReason: true,
  stateChangedAt: true,
  stateChangedBy: true,
  headerNames: true,
  previousKeys: { select: { validUntil: true }, orderBy: { id: "desc" } },
  createdAt: true,
  updatedAt: true,
  triggers: {
    select: { eventType: true, version: true, condition: true, language: true },
    orderBy: { eventType: "asc" },
  },
} as const;

/** Prisma condition for the webhooks that the scope can see and that are not deleted. */
export function visibleWebhooksFilter(scope: Scope) {
  return { deletedAt: null, ...visibleTo(scope), ...webhooksWithinTarget(scope) };
}

/** Lists a page of webhooks by name. The cursor is a name and an id, so it stays valid when a webhook is renamed or deleted. */
export async function listWebhooks(
  scope: Scope,
  { cursor, limit }: WebhookListQuery,
): Promise<{ items: WebhookView[]; nextCursor: string | null }> {
  requirePermissionWithinTarget(scope, "webhooks:read");
  const rows = await prisma().webhook.findMany({
    where: { ...visibleWebhooksFilter(scope), ...(cursor && afterCursorFilter(cursor)) },
    select: webhookColumns,
    orderBy: [{ name: "asc" }, { id: "asc" }],
    take: limit + 1,
  });
  const pageRows = rows.slice(0, limit);
  const last = rows.length > limit ? pageRows.at(-1) : undefined;
  const held = await countHeldDeliveries(pageRows.map((row) => row.id));
  return {
    items: pageRows.map((row) => toView(row, held.get(row.id) ?? 0)),
    nextCursor: last ? writeCursor(last) : null,
  };
}

/** Lists all webhooks of a dialect, sorted by name, for APIs whose lists have no pages. */
export async function listWebhooksByDialect(scope: Scope, dialect: string): Promise<WebhookView[]> {
  requirePermission(scope, "webhooks:read");
  const rows = await prisma().webhook.findMany({
    where: { ...visibleWebhooksFilter(scope), dialect },
    select: webhookColumns,
    orderBy: [{ name: "asc" }, { id: "asc" }],
  });
  const held = await countHeldDeliveries(rows.map((row) => row.id));
  return rows.map((row) => toView(row, held.get(row.id) ?? 0));
}

function afterCursorFilter({ name, id }: NonNullable<WebhookListQuery["cursor"]>) {
  return { OR: [{ name: { gt: name } }, { name, id: { gt: id } }] };
}

/** Lists the IDs and names of the first webhooks by name, at most `limit`, for a user to choose from. */
export async function listWebhookNames(scope: Scope, limit: number): Promise<{ id: string; name: string }[]> {
  requirePermission(scope, "webhooks:read");
  return prisma().webhook.findMany({
    where: visibleWebhooksFilter(scope),
    select: { id: true, name: true },
    orderBy: [{ name: "asc" }, { id: "asc" }],
    take: limit,
  });
}

/** Lists the webhooks whose URL contains this text, ignoring case, sorted by name. */
export async function listWebhooksByUrl(scope: Scope, text: string) {
  requirePermission(scope, "webhooks:read");
  return prisma().webhook.findMany({
    where: { ...visibleWebhooksFilter(scope), url: containsText(text) },
    select: { id: true, name: true, url: true },
    orderBy: [{ name: "asc" }, { id: "asc" }],
  });
}

/** Finds a webhook; null if the scope can see none with this ID. */
export async function findWebhook(scope: Scope, typedId: string): Promise<WebhookView | null> {
  requirePermissionWithinTarget(scope, "webhooks:read");
  const id = parseId(typedId);
  return id === null ? null : loadWebhook(scope, id);
}

/** Loads a webhook like findWebhook, but without a permission check, for use cases that check a permission themselves. */
export async function loadWebhook(scope: Scope, id: string): Promise<WebhookView | null> {
  const row = await prisma().webhook.findFirst({
    where: { ...visibleWebhooksFilter(scope), id },
    select: webhookColumns,
  });
  if (!row) return null;
  return toView(row, (await countHeldDeliveries([id])).get(id) ?? 0);
}

const largestNumber = 2_147_483_647;

/** Loads a webhook by the integer id that Fineract clients use, also without a permission check. */
export async function loadWebhookByNumber(scope: Scope, number: number): Promise<WebhookView | null> {
  if (!Number.isInteger(number) || number < 1 || number > largestNumber) return null;
  const row = await prisma().webhook.findFirst({
    where: { ...visibleWebhooksFilter(scope), number },
    select: { id: true },
  });
  return row && loadWebhook(scope, row.id);
}

/** Counts held deliveries by webhook ID; webhooks without held deliveries are left out. */
export async function countHeldDeliveries(webhookIds: string[]): Promise<Map<string, number>> {
  const { rows } = await pool().query<{ webhookId: string; held: number }>(
    `SELECT webhook_id AS "webhookId", count(*)::int AS held FROM open_deliveries
     WHERE webhook_id = ANY($1) AND due_at IS NULL GROUP BY 1`,
    [webhookIds],
  );
  return new Map(rows.map(({ webhookId, held }) => [webhookId, held]));
}

type Row = NonNullable<Awaited<ReturnType<typeof findRow>>>;
const findRow = (id: string) => prisma().webhook.findFirst({ where: { id }, select: webhookColumns });

export function toView(row: Row, heldDeliveries: number): WebhookView {
  const { headerNames, previousKeys, triggers, ...rest } = row;
  const now = currentTime();
  const ends = previousKeys.map(({ validUntil }) => validUntil).filter((end) => end > now);
  return {
    // The schemas checked these settings when they were saved; the columns have only the types text and JSON.
    ...(rest as typeof rest & StoredSettings),
    // Parsing restores the order of the fields in the schema: jsonb reorders them, and changes are found by comparing JSON.
    failurePolicy: failurePolicySchema.parse(row.failurePolicy),
    stateReason: describeStateReason(row.state, row.stateReason),
    stateChangedAt: row.stateChangedAt.toISOString(),
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
    authentication: row.authentication as WebhookView["authentication"],
    triggers: triggers.map(toTriggerView),
    headers: Object.fromEntries(headerNames.map((name) => [name, "********"])),
    previousKeyValidUntil: ends.length > 0 ? new Date(Math.max(...ends.map(Number))).toISOString() : null,
    previousKeysValidUntil: ends.map((end) => end.toISOString()),
    heldDeliveries,
  };
}

/**
 * Converts a trigger to its shortest form: without a version, it means version 1 (for "*", every version); without a condition, every
 * event of the type matches; without a language, the condition is CEL.
 */
function toTriggerView({ eventType, version, condition, language }: Row["triggers"][number]) {
  const laterVersion = version !== null && version > 1;
  if (!laterVersion && condition === null) return eventType;
  return {
    eventType,
    ...(laterVersion ? { version } : {}),
    ...(condition === null ? {} : { condition }),
    ...(condition === null || language === "cel" ? {} : { language: language as ConditionLanguage }),
  };
}
