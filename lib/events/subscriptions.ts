import { pool } from "../db";
import { getDialect } from "../dialects";
import type { TriggerCandidate } from "../webhooks/match";

/** The webhooks that subscribe to one event type or to "*", as read from one state of the database. */
interface Subscriptions {
  candidates: readonly TriggerCandidate[];
  /** Differs after each change of one of these webhooks or triggers; null if there are none. */
  fingerprint: string | null;
}

/** Subscriptions by trigger: an event type, or "*". */
export type SubscriptionsByTrigger = ReadonlyMap<string, Subscriptions>;

export const candidateColumns = `
  w.id AS "webhookId", w.partner_id AS "partnerId", w.state, w.dialect, w.options, w.ordered,
  t.event_type AS "eventType", t.version,
  CASE WHEN t.condition IS NOT NULL THEN
    json_build_object('expression', t.condition, 'language', t.condition_language)
  END AS condition`;

const subscribedSql = (trigger: string) => `
  FROM triggers t JOIN webhooks w ON w.id = t.webhook_id
  WHERE t.event_type = ${trigger} AND w.deleted_at IS NULL`;

/** The fingerprint of the subscriptions with this trigger: a hash of the versions of all their rows. */
export const fingerprintSql = (trigger: string) => `
  (SELECT md5(string_agg(w.id || ':' || w.xmin || ':' || t.xmin, ',' ORDER BY w.id)) ${subscribedSql(trigger)})`;

// One statement, so that candidates and fingerprint come from the same state of the database.
const loadSql = `
  SELECT wanted.trigger, current.fingerprint, found.*
  FROM unnest($1::text[]) AS wanted (trigger)
  CROSS JOIN LATERAL (SELECT ${fingerprintSql("wanted.trigger")} AS fingerprint) current
  LEFT JOIN LATERAL (SELECT ${candidateColumns} ${subscribedSql("wanted.trigger")}) found ON true
  ORDER BY found."webhookId"`;

type LoadedRow = { trigger: string; fingerprint: string | null } & (TriggerCandidate | { webhookId: null });

/** Loads the current subscriptions to these event types and to "*". */
export const loadSubscriptions = (types: Iterable<string>): Promise<SubscriptionsByTrigger> =>
  load([...new Set(types).add("*")]);

async function load(triggers: readonly string[]): Promise<SubscriptionsByTrigger> {
  const { rows } = await pool().query<LoadedRow>({
    name: "load-subscriptions",
    text: loadSql,
    values: [triggers],
  });
  const loaded = new Map<string, { candidates: TriggerCandidate[]; fingerprint: string | null }>();
  for (const { trigger, fingerprint, ...row } of rows) {
    const subscriptions = loaded.get(trigger) ?? { candidates: [], fingerprint };
    loaded.set(trigger, subscriptions);
    if (row.webhookId === null) continue;
    subscriptions.candidates.push({ ...row, options: getDialect(row.dialect).options.parse(row.options) });
  }
  return loaded;
}

/** The most candidates in the cache, to limit its memory: a webhook's options, which may be long templates, are kept for each trigger. */
const maxCached = 20_000;

/** The cache is on globalThis, like the pool, because Next's bundle and the server in front of it share it. */
const shared = globalThis as {
  hookledgerSubscriptions?: { byTrigger: Map<string, Subscriptions>; count: number };
};

function getCache() {
  shared.hookledgerSubscriptions ??= { byTrigger: new Map(), count: 0 };
  return shared.hookledgerSubscriptions;
}

/**
 * Returns the subscriptions to these event types and to "*" from the cache, which may be outdated: deliveries that were planned with them may
 * be written only by a statement that compares the fingerprints (`writeEvents`).
 */
export async function findSubscriptions(types: Iterable<string>): Promise<SubscriptionsByTrigger> {
  const found = new Map<string, Subscriptions>();
  const missing: string[] = [];
  for (const trigger of new Set(types).add("*")) {
    const known = getCache().byTrigger.get(trigger);
    if (known) found.set(trigger, known);
    else missing.push(trigger);
  }
  if (missing.length === 0) return found;
  for (const [trigger, subscriptions] of await load(missing)) {
    found.set(trigger, subscriptions);
    cacheSubscriptions(trigger, subscriptions);
  }
  return found;
}

function cacheSubscriptions(trigger: string, subscriptions: Subscriptions): void {
  forgetSubscriptions([trigger]);
  const { length } = subscriptions.candidates;
  const cached = getCache();
  if (cached.count + length > maxCached) forgetSubscriptions([...cached.byTrigger.keys()]);
  if (length > maxCached) return;
  cached.byTrigger.set(trigger, subscriptions);
  cached.count += length;
}

/** Removes these triggers from the cache, so that the next search reads them from the database. */
export function forgetSubscriptions(triggers: Iterable<string>): void {
  const cached = getCache();
  for (const trigger of triggers) {
    cached.count -= cached.byTrigger.get(trigger)?.candidates.length ?? 0;
    cached.byTrigger.delete(trigger);
  }
}

/** Lists the candidates for an event of this type, in the order of their webhooks' IDs. */
export function findCandidates(
  type: string,
  subscriptions: SubscriptionsByTrigger,
): readonly TriggerCandidate[] {
  const own = subscriptions.get(type)?.candidates ?? [];
  const toAll = subscriptions.get("*")?.candidates ?? [];
  if (toAll.length === 0) return own;
  return [...own, ...toAll].sort((a, b) => (a.webhookId < b.webhookId ? -1 : 1));
}
