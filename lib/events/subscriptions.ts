import { pool } from "../db";
import { dialectOf } from "../dialects";
import type { TriggerCandidate } from "../webhooks/match";

/** The webhooks that have a trigger with one name, as they were in one state of the database. */
interface Subscriptions {
  candidates: readonly TriggerCandidate[];
  /** Changes with each change of one of these webhooks or triggers; null: there are none. */
  fingerprint: string | null;
}

/** By the triggers' name: an event type, or "*". */
export type SubscriptionsByTrigger = ReadonlyMap<string, Subscriptions>;

export const candidateColumns = `
  w.id AS "webhookId", w.partner_id AS "partnerId", w.state, w.dialect, w.options, w.ordered,
  t.event_type AS "eventType", t.version, t.condition`;

const subscribedSql = (trigger: string) => `
  FROM triggers t JOIN webhooks w ON w.id = t.webhook_id
  WHERE t.event_type = ${trigger} AND w.deleted_at IS NULL`;

/** The fingerprint of the subscriptions with this trigger: the versions of all their rows. */
export const fingerprintSql = (trigger: string) => `
  (SELECT md5(string_agg(w.id || ':' || w.xmin || ':' || t.xmin, ',' ORDER BY w.id)) ${subscribedSql(trigger)})`;

// In one statement, so that candidates and fingerprint are of one state.
const loadSql = `
  SELECT wanted.trigger, current.fingerprint, found.*
  FROM unnest($1::text[]) AS wanted (trigger)
  CROSS JOIN LATERAL (SELECT ${fingerprintSql("wanted.trigger")} AS fingerprint) current
  LEFT JOIN LATERAL (SELECT ${candidateColumns} ${subscribedSql("wanted.trigger")}) found ON true
  ORDER BY found."webhookId"`;

type LoadedRow = { trigger: string; fingerprint: string | null } & (TriggerCandidate | { webhookId: null });

/** The subscriptions to these event types and to all, as they are now. */
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
    subscriptions.candidates.push({ ...row, options: dialectOf(row.dialect).options.parse(row.options) });
  }
  return loaded;
}

/** Bounds the memory: the options of a webhook, which may be long templates, are kept for each of its triggers. */
const maxCached = 20_000;

/** On globalThis, like the pool: Next's bundle and the server in front of it share them. */
const shared = globalThis as {
  hookledgerSubscriptions?: { byTrigger: Map<string, Subscriptions>; count: number };
};

function cache() {
  shared.hookledgerSubscriptions ??= { byTrigger: new Map(), count: 0 };
  return shared.hookledgerSubscriptions;
}

/**
 * The subscriptions to these event types and to all, perhaps as they were some time ago: only a statement that compares their
 * fingerprints may write what was planned with them (`writeEvents`).
 */
export async function findSubscriptions(types: Iterable<string>): Promise<SubscriptionsByTrigger> {
  const found = new Map<string, Subscriptions>();
  const missing: string[] = [];
  for (const trigger of new Set(types).add("*")) {
    const known = cache().byTrigger.get(trigger);
    if (known) found.set(trigger, known);
    else missing.push(trigger);
  }
  if (missing.length === 0) return found;
  for (const [trigger, subscriptions] of await load(missing)) {
    found.set(trigger, subscriptions);
    remember(trigger, subscriptions);
  }
  return found;
}

function remember(trigger: string, subscriptions: Subscriptions): void {
  forgetSubscriptions([trigger]);
  const { length } = subscriptions.candidates;
  const cached = cache();
  if (cached.count + length > maxCached) forgetSubscriptions([...cached.byTrigger.keys()]);
  if (length > maxCached) return;
  cached.byTrigger.set(trigger, subscriptions);
  cached.count += length;
}

/** The next search for these triggers reads the database. */
export function forgetSubscriptions(triggers: Iterable<string>): void {
  const cached = cache();
  for (const trigger of triggers) {
    cached.count -= cached.byTrigger.get(trigger)?.candidates.length ?? 0;
    cached.byTrigger.delete(trigger);
  }
}

/** The candidates for an event of a type, in the order of their webhooks' IDs. */
export function candidatesFor(
  type: string,
  subscriptions: SubscriptionsByTrigger,
): readonly TriggerCandidate[] {
  const own = subscriptions.get(type)?.candidates ?? [];
  const toAll = subscriptions.get("*")?.candidates ?? [];
  if (toAll.length === 0) return own;
  return [...own, ...toAll].sort((a, b) => (a.webhookId < b.webhookId ? -1 : 1));
}
