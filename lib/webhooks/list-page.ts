import { z } from "zod";
import { prisma } from "../db";
import { requirePermission, type Scope } from "../scope/scope";
import { containsText } from "../text-filter";
import { countHeldDeliveries, toView, visibleWebhooksFilter, webhookColumns } from "./queries";
import { stateSchema, type WebhookView } from "./schema";

export const webhooksPerPage = 50;

const searchTextSchema = z.string().trim().max(200).catch("");
const sortOrders = [
  "name",
  "-name",
  "state",
  "-state",
  "updatedAt",
  "-updatedAt",
  "-stateChangedAt",
] as const;

/** The query parameters of the list. Invalid values are ignored. */
export const webhookPageQuerySchema = z.object({
  q: searchTextSchema.default(""),
  state: stateSchema.optional().catch(undefined),
  partner: z.guid().toLowerCase().optional().catch(undefined),
  sort: z.enum(sortOrders).default("name").catch("name"),
  page: z.coerce.number().int().min(1).max(100_000).default(1).catch(1),
});
export type WebhookPageQuery = Omit<z.output<typeof webhookPageQuerySchema>, "partner"> & {
  partner?: string | undefined;
};

/**
 * Lists a page of the webhooks in a scope. `q` searches names, URLs, and names and titles of event types. For a page number beyond the
 * end, for example after a webhook was deleted, it returns the last page. `all` is the total without the filters.
 */
export async function listWebhookPage(
  scope: Scope,
  { q, state, partner, sort, page }: WebhookPageQuery,
): Promise<{ webhooks: WebhookView[]; total: number; all: number; page: number }> {
  requirePermission(scope, "webhooks:read");
  const where = {
    AND: [visibleWebhooksFilter(scope), partner ? { partnerId: partner } : {}],
    ...(state && { state }),
    ...(q && { OR: await buildSearchFilters(q) }),
  };
  const isFiltered = q !== "" || state !== undefined || partner !== undefined;
  const [total, all] = await Promise.all([
    prisma().webhook.count({ where }),
    isFiltered ? prisma().webhook.count({ where: visibleWebhooksFilter(scope) }) : null,
  ]);
  const actualPage = Math.min(page, Math.max(1, Math.ceil(total / webhooksPerPage)));
  const column = sort.replace("-", "");
  const rows = await prisma().webhook.findMany({
    where,
    select: webhookColumns,
    orderBy: [{ [column]: sort.startsWith("-") ? "desc" : "asc" }, { id: "asc" }],
    skip: (actualPage - 1) * webhooksPerPage,
    take: webhooksPerPage,
  });
  const held = await countHeldDeliveries(rows.map(({ id }) => id));
  const webhooks = rows.map((row) => toView(row, held.get(row.id) ?? 0));
  return { webhooks, total, all: all ?? total, page: actualPage };
}

async function buildSearchFilters(q: string) {
  const contains = containsText(q);
  const types = await prisma().eventType.findMany({
    where: { OR: [{ title: contains }, { name: contains }] },
    select: { name: true },
  });
  return [
    { name: contains },
    { url: contains },
    { triggers: { some: { eventType: { in: types.map(({ name }) => name) } } } },
  ];
}
