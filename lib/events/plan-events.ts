import { setImmediate as nextTurn } from "node:timers/promises";
import { loadEventTypeVersion } from "../catalogue/versions";
import { pool } from "../db";
import { dialectOf } from "../dialects";
import type { Budget } from "../evaluation/budget";
import type { TriggerCandidate } from "../webhooks/match";
import {
  createVersionConverter,
  type EarlierSchemas,
  type PlannableEvent,
  schemaKey,
} from "./convert-to-version";

import { type DeliveryPlan, planDeliveries } from "./plan-deliveries";
import { toPlanInput } from "./planning-job";

const candidatesSql = `
  SELECT w.id AS "webhookId", w.partner_id AS "partnerId", w.state, w.dialect, w.options,
         t.event_type AS "eventType", t.version, t.condition
  FROM triggers t JOIN webhooks w ON w.id = t.webhook_id
  WHERE t.event_type = ANY($1) AND w.deleted_at IS NULL
  ORDER BY w.id`;

/** Steps after which other work of the process gets its turn. */
const stepsPerTurn = 50_000;

/** The webhooks subscribed to the types of some events, and the schemas of the earlier versions they chose. */
interface Subscriptions {
  candidates: readonly TriggerCandidate[];
  schemas: EarlierSchemas;
}

async function loadSubscriptions(
  events: readonly PlannableEvent[],
  given?: readonly TriggerCandidate[],
): Promise<Subscriptions> {
  const candidates = given ?? (await loadCandidates(events));
  return { candidates, schemas: await loadEarlierSchemas(events, candidates) };
}

async function loadCandidates(events: readonly PlannableEvent[]): Promise<TriggerCandidate[]> {
  const types = [...new Set(events.map((event) => event.type)), "*"];
  const { rows } = await pool().query<TriggerCandidate>({
    name: "trigger-candidates",
    text: candidatesSql,
    values: [types],
  });
  return rows.map((row) => ({ ...row, options: dialectOf(row.dialect).options.parse(row.options) }));
}

async function loadEarlierSchemas(
  events: readonly PlannableEvent[],
  candidates: readonly TriggerCandidate[],
): Promise<EarlierSchemas> {
  const schemas = new Map<string, object>();
  for (const { type, version } of events) {
    for (const candidate of candidates) {
      if (candidate.eventType !== type || candidate.version === null || candidate.version >= version)
        continue;
      const key = schemaKey(type, candidate.version);
      if (!schemas.has(key)) schemas.set(key, (await loadEventTypeVersion(type, candidate.version)).schema);
    }
  }
  return schemas;
}

/**
 * Plans the events of one request: inline as long as its budget lasts, the rest in a thread. Throws OverBudget.
 * @param candidates replace the subscribed webhooks: a simulated event goes to a single webhook.
 */
export async function planEvents(
  events: readonly PlannableEvent[],
  budget: Budget,
  candidates?: readonly TriggerCandidate[],
): Promise<DeliveryPlan[]> {
  const subscriptions = await loadSubscriptions(events, candidates);
  const toVersion = createVersionConverter(subscriptions.schemas);
  const plans: DeliveryPlan[] = [];
  for (const event of events) {
    const inline = budget.runInline(() => planDeliveries(event, subscriptions.candidates, toVersion));
    if (!inline) break;
    plans.push(inline.value);
  }
  const rest = events.slice(plans.length);
  if (rest.length === 0) return plans;
  const input = toPlanInput(rest, subscriptions.candidates, subscriptions.schemas);
  const planned = await budget.runInThread<DeliveryPlan[]>("plan", input);
  return [...plans, ...planned.map(restoreBuffers)];
}

/**
 * Plans single events of several requests, each within its own budget. Null: the budget was too small, and the event has to
 * be planned in a thread, which the other events do not wait for.
 */
export async function planForRequests(
  requests: readonly { event: PlannableEvent; budget: Budget }[],
): Promise<(DeliveryPlan | null)[]> {
  const { candidates, schemas } = await loadSubscriptions(requests.map(({ event }) => event));
  const toVersion = createVersionConverter(schemas);
  const plans: (DeliveryPlan | null)[] = [];
  let spent = 0;
  for (const { event, budget } of requests) {
    const inline = budget.runInline(() => planDeliveries(event, candidates, toVersion));
    plans.push(inline?.value ?? null);
    // Without a pause, the budgets of many requests in a row would block every other request of this process.
    spent += inline?.stepsSpent ?? stepsPerTurn;
    if (spent >= stepsPerTurn) {
      spent = 0;
      await nextTurn();
    }
  }
  return plans;
}

/** Structured cloning between threads turns a Buffer into a Uint8Array. */
function restoreBuffers({ skipped, deliveries }: DeliveryPlan): DeliveryPlan {
  return {
    skipped,
    deliveries: deliveries.map((delivery) => ({
      ...delivery,
      body: Buffer.from(delivery.body.buffer, delivery.body.byteOffset, delivery.body.byteLength),
    })),
  };
}
