import { pool } from "../db";
import { env } from "../env";
import { log } from "../log";
import type { Scope } from "../scope/scope";
import type { EventInput } from "./schema";

/** More deliveries of a tenant's webhooks are due than the limit allows. Nothing was written. */
export class BacklogFull extends Error {
  readonly retryAfterSeconds = 10;

  constructor(limit: number) {
    super(
      `More than ${limit.toLocaleString("en")} deliveries are due already. No event was accepted. Wait for the number of seconds in Retry-After.`,
    );
    this.name = "BacklogFull";
  }
}

const checkEveryMs = 5_000;
/** The least that an index entry takes: a 16-byte ID, its header and a pointer to it. */
const minEntryBytes = 28;

// Held deliveries and those waiting for a retry do not count: a receiver that is down must not block events. Deliveries that wait for their
// webhook's throttle do not count either, until a second after the throttle allows the next attempt.
const fullTenantsSql = `
  SELECT w.partner_id AS "partnerId" FROM open_deliveries o JOIN webhooks w ON w.id = o.webhook_id
  LEFT JOIN lanes l ON l.webhook_id = w.id AND w.max_requests_per_second IS NOT NULL
  WHERE o.due_at <= now() AND (l.not_before > now() - interval '1 second') IS NOT TRUE
  GROUP BY 1 HAVING count(*) > $1`;

/** How long a count is used; an older one is ignored, because it may no longer be true. */
const validMs = 2 * checkEveryMs;

let isCounting = false;
let countedAt = Number.NEGATIVE_INFINITY;
let fullTenants = new Set<string | null>();

/**
 * Throws BacklogFull if the caller's tenant has more than HOOKLEDGER_MAX_DUE_DELIVERIES deliveries due. The limit also applies to each
 * partner that the lender's events name, because the events add to that partner's backlog. The deliveries are counted in the background,
 * at most once every few seconds.
 */
export function requireBacklogRoom(
  { partnerId }: Pick<Scope, "partnerId">,
  events: readonly Pick<EventInput, "partnerId">[],
): void {
  const ageMs = performance.now() - countedAt;
  if (ageMs >= checkEveryMs && !isCounting) {
    isCounting = true;
    refreshFullTenants()
      .catch((error: Error) => log.warn({ error: error.message }, "could not count the due deliveries"))
      .finally(() => {
        isCounting = false;
      });
  }
  if (ageMs >= validMs || fullTenants.size === 0) return;
  // Partners that a partner's events name are not checked: for a partner, no other partner exists.
  const named = partnerId === null ? events.map((event) => event.partnerId ?? null) : [];
  if ([partnerId, ...named].some((tenant) => fullTenants.has(tenant)))
    throw new BacklogFull(env().HOOKLEDGER_MAX_DUE_DELIVERIES);
}

/** Finds the tenants whose backlog is over the limit now. */
export async function refreshFullTenants(): Promise<void> {
  const limit = env().HOOKLEDGER_MAX_DUE_DELIVERIES;
  const { rows } = await pool().query<{ bytes: string }>(
    "SELECT pg_relation_size('open_deliveries_pkey') AS bytes",
  );
  // Usually there are too few rows for any tenant to be full.
  const canBeFull = Number(rows[0]?.bytes) > limit * minEntryBytes;
  const full = canBeFull
    ? (await pool().query<{ partnerId: string | null }>(fullTenantsSql, [limit])).rows
    : [];
  countedAt = performance.now();
  fullTenants = new Set(full.map(({ partnerId }) => partnerId));
}
