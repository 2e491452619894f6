import { z } from "zod";
import { prisma } from "../db";
import { requirePermission, type Scope } from "../scope/scope";
import { containsText } from "../text-filter";
import { heldCounts, inScope, toView, webhookColumns } from "./queries";
import { stateSchema, type WebhookView } from "./schema";

export const webhooksOnPage = 50;

const text = z.string().trim().max(200).catch("");
const orders = ["name", "-name", "state", "-state", "updatedAt", "-updatedAt"] as const;

/** A page of the list as its address says it; what is not understood is left out, never an error. */
export const webhookPageSchema = z.object({
  q: text.default(""),
  state: stateSchema.optional().catch(undefined),
  partner: z.uuid().optional().catch(undefined),
  sort: z.enum(orders).default("name").catch("name"),
  page: z.coerce.number().int().min(1).max(100_000).default(1).catch(1),
});
export type WebhookPage = Omit<z.output<typeof webhookPageSchema>, "partner"> & {
  partner?: string | undefined;
};

/**
 * One page of the webhooks that a scope may see. `q` is looked for in names, URLs and the names and titles of the
 * events. A page beyond the end is the last one, for example after somebody deleted a webhook.
 */
export async function listWebhookPage(
  scope: Scope,
  { q, state, partner, sort, page }: WebhookPage,
): Promise<{ webhooks: WebhookView[]; total: number; all: number; page: number }> {
  requirePermission(scope, "webhooks:read");
  const where = {
    AND: [inScope(scope), partner ? { partnerId: partner } : {}],
    ...(state && { state }),
    ...(q && { OR: await matching(q) }),
  };
  const narrowed = q !== "" || state !== undefined || partner !== undefined;
  const [total, everything] = await Promise.all([
    prisma().webhook.count({ where }),
    narrowed ? prisma().webhook.count({ where: inScope(scope) }) : null,
  ]);
  const shown = Math.min(page, Math.max(1, Math.ceil(total / webhooksOnPage)));
  const column = sort.replace("-", "");
  const rows = await prisma().webhook.findMany({
    where,
    select: webhookColumns,
    orderBy: [{ [column]: sort.startsWith("-") ? "desc" : "asc" }, { id: "asc" }],
    skip: (shown - 1) * webhooksOnPage,
    take: webhooksOnPage,
  });
  const held = await heldCounts(rows.map(({ id }) => id));
  const webhooks = rows.map((row) => toView(row, held.get(row.id) ?? 0));
  return { webhooks, total, all: everything ?? total, page: shown };
}

async function matching(q: string) {
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
