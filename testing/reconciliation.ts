import { pool } from "@/lib/db";
import { newId } from "@/lib/ids";
import { listItems } from "@/lib/reconciliation/list-items";
import { reconcile } from "@/lib/reconciliation/reconcile";
import { itemPageQuerySchema, reconcileQuerySchema } from "@/lib/reconciliation/schema";
import { scope } from "./ledger";

/** Reconciles a webhook's deliveries with a list whose lines arrive in pieces of 1,000 bytes. */
export async function sendList(
  webhookId: string,
  lines: readonly string[],
  query: Record<string, string> = {},
  as = scope,
) {
  const bytes = Buffer.from(lines.join("\n"));
  async function* pieces() {
    for (let at = 0; at < bytes.length; at += 1_000) yield bytes.subarray(at, at + 1_000);
  }
  return reconcile(as, webhookId, reconcileQuerySchema.parse(query), pieces());
}

export async function sendAcceptedList(...given: Parameters<typeof sendList>) {
  const result = await sendList(...given);
  if (!result.ok) throw new Error(JSON.stringify(result));
  return result.reconciliation;
}

export const quote = (traceIds: readonly string[]) => traceIds.map((id) => JSON.stringify(id));

/** The trace IDs of all items of one kind in the result of a reconciliation. */
export async function listAllItems(id: string, kind: string): Promise<string[]> {
  const traceIds: string[] = [];
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const query = itemPageQuerySchema.parse({ kind, limit: 250, ...(cursor && { cursor }) });
    const page = await listItems(scope, id, query);
    traceIds.push(...(page?.items.map(({ traceId }) => traceId) ?? []));
    cursor = page?.nextCursor ?? null;
  }
  return traceIds;
}

/** Returns a generator of pseudo-random numbers from 0 to 1, the same numbers in each run. */
export function makeRandom(): () => number {
  let state = 42;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return state / 2 ** 31;
  };
}

export function shuffle<Item>(items: readonly Item[], random = makeRandom()): Item[] {
  return items
    .map((item) => ({ item, order: random() }))
    .toSorted((one, other) => one.order - other.order)
    .map(({ item }) => item);
}

/** Loses about this share of the items and shuffles the others; the result is the same in each run. */
export function loseAtRandom<Item>(items: readonly Item[], share: number): { kept: Item[]; lost: Item[] } {
  const random = makeRandom();
  const marked = items.map((item) => ({ item, isLost: random() < share }));
  const pick = (isLost: boolean) => marked.flatMap((one) => (one.isLost === isLost ? [one.item] : []));
  return { kept: shuffle(pick(false), random), lost: pick(true) };
}

/** Inserts one succeeded delivery for each of these sequence numbers, and returns the trace IDs in the same order. */
export async function insertSucceeded(
  webhookId: string,
  sequences: readonly (number | null)[],
): Promise<string[]> {
  const ids = sequences.map(() => newId());
  await pool().query("INSERT INTO bodies (id, bytes) SELECT id, '{}' FROM unnest($1::uuid[]) id", [ids]);
  await pool().query(
    `INSERT INTO deliveries (id, event_id, webhook_id, event_type, entity_type, entity_id, state, content_type, sequence)
     SELECT id, id, $2, 'OpportunityUpdated', 'Opportunity', 'o-1', 'succeeded', 'application/json', sequence
     FROM unnest($1::uuid[], $3::bigint[]) AS given (id, sequence)`,
    [ids, webhookId, sequences],
  );
  const next = Math.max(0, ...sequences.flatMap((sequence) => sequence ?? [])) + 1;
  await pool().query(
    `INSERT INTO lanes (webhook_id, next_number) VALUES ($1, $2)
     ON CONFLICT (webhook_id) DO UPDATE SET next_number = excluded.next_number`,
    [webhookId, next],
  );
  return ids;
}
