import { setImmediate as nextTurn } from "node:timers/promises";
import { pool } from "../db";
import { dialectOf } from "../dialects";
import type { Budget } from "../evaluation/budget";
import type { Candidate } from "../webhooks/match";
import { type EarlierSchemas, type PlannableEvent, versionConverter } from "./event-version";
import { loadEarlierSchemas } from "./load-earlier-schemas";
import { type DeliveryPlan, planDeliveries } from "./plan-deliveries";
import { planJobInput } from "./plan-job";

const candidatesSql = `
  SELECT w.id AS "webhookId", w.partner_id AS "partnerId", w.state, w.dialect, w.options,
         t.event_type AS "eventType", t.version, t.condition
  FROM triggers t JOIN webhooks w ON w.id = t.webhook_id
  WHERE t.event_type = ANY($1) AND w.deleted_at IS NULL
  ORDER BY w.id`;

/** Steps between two looks at what else the process has to do. */
const mostAtOnce = 50_000;

/** The webhooks that might want events of these types, and the schemas that some of them see them through. */
interface Subscriptions {
  candidates: readonly Candidate[];
  schemas: EarlierSchemas;
}

async function subscriptions(
  events: readonly PlannableEvent[],
  instead?: readonly Candidate[],
): Promise<Subscriptions> {
  const candidates = instead ?? (await subscribed(events));
  return { candidates, schemas: await loadEarlierSchemas(events, candidates) };
}

async function subscribed(events: readonly PlannableEvent[]): Promise<Candidate[]> {
  const types = [...new Set(events.map((event) => event.type)), "*"];
  const { rows } = await pool().query<Candidate>(candidatesSql, [types]);
  return rows.map((row) => ({ ...row, options: dialectOf(row.dialect).options.parse(row.options) }));
}

/**
 * Plans the events of one request: as many as its budget allows at once, the rest in a thread. Throws OverBudget.
 * `candidates` replaces the subscriptions: a simulated event goes to the one webhook it was asked for.
 */
export async function planEvents(
  events: readonly PlannableEvent[],
  budget: Budget,
  candidates?: readonly Candidate[],
): Promise<DeliveryPlan[]> {
  const subscribed = await subscriptions(events, candidates);
  const toVersion = versionConverter(subscribed.schemas);
  const plans: DeliveryPlan[] = [];
  for (const event of events) {
    const inline = budget.inline(() => planDeliveries(event, subscribed.candidates, toVersion));
    if (!inline) break;
    plans.push(inline.value);
  }
  const rest = events.slice(plans.length);
  if (rest.length === 0) return plans;
  const input = planJobInput(rest, subscribed.candidates, subscribed.schemas);
  const planned = await budget.inThread<DeliveryPlan[]>("plan", input);
  return [...plans, ...planned.map(withBuffers)];
}

/**
 * Plans single events of several requests, each within its own budget; null for one whose budget is too small: that
 * waits for a thread, and the others do not wait for it.
 */
export async function planForRequests(
  asked: readonly { event: PlannableEvent; budget: Budget }[],
): Promise<(DeliveryPlan | null)[]> {
  const { candidates, schemas } = await subscriptions(asked.map(({ event }) => event));
  const toVersion = versionConverter(schemas);
  const plans: (DeliveryPlan | null)[] = [];
  let spent = 0;
  for (const { event, budget } of asked) {
    const inline = budget.inline(() => planDeliveries(event, candidates, toVersion));
    plans.push(inline?.value ?? null);
    // The budgets of many requests one after the other would keep waiting whoever is not among them.
    spent += inline?.spent ?? mostAtOnce;
    if (spent >= mostAtOnce) {
      spent = 0;
      await nextTurn();
    }
  }
  return plans;
}

/** A message between threads carries bytes, but not Node's kind of them. */
function withBuffers({ skipped, deliveries }: DeliveryPlan): DeliveryPlan {
  return {
    skipped,
    deliveries: deliveries.map((delivery) => ({
      ...delivery,
      body: Buffer.from(delivery.body.buffer, delivery.body.byteOffset, delivery.body.byteLength),
    })),
  };
}
