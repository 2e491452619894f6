import { z } from "zod";
import type { Prisma } from "@/prisma/generated/client";
import { prisma } from "../db";
import { requirePermission, type Scope } from "../scope/scope";
import { containsText } from "../text-filter";
import { countWebhooksByEventType } from "./queries";
import type { Validation } from "./schema";

export const eventTypesPerPage = 50;

const sortOrders = ["title", "-title", "entityType", "-entityType", "system", "-system"] as const;

/** The query parameters for a page of the catalog. Invalid values fall back to their defaults and are never an error. */
export const eventTypePageQuerySchema = z.object({
  q: z.string().trim().max(200).catch("").default(""),
  system: z.string().max(50).optional().catch(undefined),
  deprecated: z.enum(["yes", "no"]).optional().catch(undefined),
  sort: z.enum(sortOrders).default("title").catch("title"),
  page: z.coerce.number().int().min(1).max(100_000).default(1).catch(1),
});
export type EventTypePageQuery = z.output<typeof eventTypePageQuerySchema>;

export interface EventTypeRow {
  name: string;
  title: string;
  entityType: string;
  group: string;
  system: string;
  version: number;
  validation: Validation;
  deprecated: boolean;
  /** How many of the scope's webhooks subscribe to the event type by name. */
  webhooks: number;
}

/** Returns one page of the catalog. `q` is searched for in names, titles, groups and entity types. */
export async function listEventTypePage(
  scope: Scope,
  { q, system, deprecated, sort, page }: EventTypePageQuery,
): Promise<{ eventTypes: EventTypeRow[]; total: number; all: number; page: number }> {
  requirePermission(scope, "event-types:read");
  const where: Prisma.EventTypeWhereInput = {
    ...(system && { system }),
    ...(deprecated && { deprecated: deprecated === "yes" }),
    ...(q && { OR: buildSearchConditions(q) }),
  };
  const [total, all] = await Promise.all([prisma().eventType.count({ where }), prisma().eventType.count()]);
  const current = Math.min(page, Math.max(1, Math.ceil(total / eventTypesPerPage)));
  const rows = await prisma().eventType.findMany({
    where,
    omit: { schema: true, sample: true, createdAt: true, description: true },
    orderBy: [{ [sort.replace("-", "")]: sort.startsWith("-") ? "desc" : "asc" }, { name: "asc" }],
    skip: (current - 1) * eventTypesPerPage,
    take: eventTypesPerPage,
  });
  const webhookCounts = await countWebhooksByEventType(
    scope,
    rows.map(({ name }) => name),
  );
  const eventTypes = rows.map((row) => ({ ...row, webhooks: webhookCounts.get(row.name) ?? 0 }));
  return { eventTypes, total, all, page: current };
}

function buildSearchConditions(q: string): Prisma.EventTypeWhereInput[] {
  const contains = containsText(q);
  return [{ name: contains }, { title: contains }, { group: contains }, { entityType: contains }];
}
