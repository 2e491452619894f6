import { pool, prisma } from "../db";
import { lenderOnlyEventTypes } from "../own-events/names";
import { requirePermission, type Scope } from "../scope/scope";
import { readEarlierSamples, readSamples } from "./samples";
import type { EventTypeView, EventTypeWithVersions } from "./schema";

/** All event types, with schemas and samples. About 1 MB: for the API, not for a page. */
export async function listEventTypes(scope: Scope): Promise<EventTypeView[]> {
  requirePermission(scope, "event-types:read");
  const omit = { createdAt: true, sample: true } as const;
  const rows = await prisma().eventType.findMany({ omit, orderBy: { name: "asc" } });
  const samples = await readSamples(null);
  return rows.flatMap((row) => {
    const sample = samples.get(row.name);
    return sample ? [{ ...row, schema: row.schema as EventTypeView["schema"], sample }] : [];
  });
}

/** One event type with its earlier versions; null when it does not exist. */
export async function findEventType(scope: Scope, name: string): Promise<EventTypeWithVersions | null> {
  requirePermission(scope, "event-types:read");
  return readEventType(scope, name);
}

/** Like `findEventType`, without a permission check: for use cases that check permissions themselves. */
export async function readEventType(scope: Scope, name: string): Promise<EventTypeWithVersions | null> {
  const row = await prisma().eventType.findUnique({
    where: { name },
    omit: { createdAt: true, sample: true },
    include: {
      earlier: { orderBy: { version: "desc" }, select: { version: true, schema: true } },
    },
  });
  const sample = (await readSamples([name])).get(name);
  if (!row || !sample) return null;
  const { earlier, ...type } = row;
  const [webhookCounts, samples] = await Promise.all([
    countWebhooksByEventType(scope, [name]),
    earlier.length > 0 ? readEarlierSamples(name) : new Map(),
  ]);
  return {
    ...type,
    schema: type.schema as EventTypeView["schema"],
    sample,
    earlierVersions: earlier.map(({ version, schema }) => ({
      version,
      schema: schema as EventTypeView["schema"],
      sample: samples.get(version),
    })),
    webhooks: webhookCounts.get(name) ?? 0,
  };
}

export interface EventTypeChoice {
  name: string;
  title: string;
  entityType: string;
  group: string;
  system: string;
  deprecated: boolean;
  /** The number of the current version. */
  version: number;
}

/** Event types that the scope's webhooks can subscribe to, ordered by system, group and title. */
export async function listEventTypeChoices(scope: Scope): Promise<EventTypeChoice[]> {
  requirePermission(scope, "event-types:read");
  return prisma().eventType.findMany({
    where: scope.partnerId === null ? {} : { name: { notIn: [...lenderOnlyEventTypes] } },
    select: {
      name: true,
      title: true,
      entityType: true,
      group: true,
      system: true,
      deprecated: true,
      version: true,
    },
    orderBy: [{ system: "asc" }, { group: "asc" }, { title: "asc" }],
  });
}

/** How many of the scope's webhooks subscribe to each of the given event types by name; "*" does not count. */
export async function countWebhooksByEventType(scope: Scope, names: string[]): Promise<Map<string, number>> {
  const { rows } = await pool().query<{ name: string; webhooks: number }>(
    `SELECT t.event_type AS name, count(*)::int AS webhooks
     FROM triggers t JOIN webhooks w ON w.id = t.webhook_id
     WHERE w.deleted_at IS NULL AND ($1::uuid IS NULL OR w.partner_id = $1)
       AND t.event_type = ANY($2)
     GROUP BY 1`,
    [scope.partnerId, names],
  );
  return new Map(rows.map(({ name, webhooks }) => [name, webhooks]));
}

export interface SubscribedWebhook {
  id: string;
  name: string;
  version: number;
}

/** The scope's webhooks that subscribe to this event type by name: at most `limit`, in alphabetical order. */
export async function listSubscribedWebhooks(
  scope: Scope,
  name: string,
  limit: number,
): Promise<SubscribedWebhook[]> {
  requirePermission(scope, "event-types:read");
  const { rows } = await pool().query<SubscribedWebhook>(
    `SELECT w.id, w.name, coalesce(t.version, 1) AS version
     FROM triggers t JOIN webhooks w ON w.id = t.webhook_id
     WHERE t.event_type = $1 AND w.deleted_at IS NULL AND ($2::uuid IS NULL OR w.partner_id = $2)
     ORDER BY w.name, w.id LIMIT $3`,
    [name, scope.partnerId, limit],
  );
  return rows;
}
