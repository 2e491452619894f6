import { setImmediate as nextTurn } from "node:timers/promises";
import { loadEventTypeVersion } from "../catalogue/versions";
import { pool, type Queryable } from "../db";
import { getDialect } from "../dialects";
import type { Budget } from "../evaluation/budget";
import type { TriggerCandidate } from "../webhooks/match";
import {
  createVersionConverter,
  type EarlierSchemas,
  makeSchemaKey,
  type PlannableEvent,
} from "./convert-to-version";

import { type DeliveryPlan, planDeliveries } from "./plan-deliveries";
import { toPlanInput } from "./planning-job";
import { candidateColumns, findCandidates, type SubscriptionsByTrigger } from "./subscriptions";

const candidatesSql = (condition: string) => `
  SELECT ${candidateColumns}
  FROM triggers t JOIN webhooks w ON w.id = t.webhook_id
  WHERE ${condition} AND w.deleted_at IS NULL
  ORDER BY w.id`;
const candidatesOfTypesSql = candidatesSql("t.event_type = ANY($1)");
const candidatesOfWebhooksSql = candidatesSql("t.webhook_id = ANY($1::uuid[])");

/** Steps after which other work of the process gets its turn. */
const stepsPerTurn = 50_000;

/** The webhooks that subscribe to the event types of a batch, and the schemas of the earlier versions that these webhooks chose. */
interface SubscriptionsOfBatch {
  candidates: readonly TriggerCandidate[];
  schemas: EarlierSchemas;
}

async function loadForBatch(
  events: readonly PlannableEvent[],
  givenCandidates?: readonly TriggerCandidate[],
): Promise<SubscriptionsOfBatch> {
  const candidates = givenCandidates ?? (await loadCandidates(events));
  return { candidates, schemas: await loadEarlierSchemas(events, () => candidates) };
}

async function loadCandidates(events: readonly PlannableEvent[]): Promise<TriggerCandidate[]> {
  const types = [...new Set(events.map((event) => event.type)), "*"];
  const { rows } = await pool().query<TriggerCandidate>({
    name: "trigger-candidates",
    text: candidatesOfTypesSql,
    values: [types],
  });
  return rows.map(parseOptions);
}

/** Loads the current triggers of these webhooks; deleted webhooks are left out. */
export async function loadTriggerCandidatesOf(
  webhookIds: readonly string[],
  db: Queryable = pool(),
): Promise<TriggerCandidate[]> {
  const { rows } = await db.query<TriggerCandidate>(candidatesOfWebhooksSql, [webhookIds]);
  return rows.map(parseOptions);
}

const parseOptions = (row: TriggerCandidate): TriggerCandidate => ({
  ...row,
  options: getDialect(row.dialect).options.parse(row.options),
});

async function loadEarlierSchemas(
  events: readonly PlannableEvent[],
  listCandidates: (type: string) => readonly TriggerCandidate[],
): Promise<EarlierSchemas> {
  const schemas = new Map<string, object>();
  for (const { type, version } of events) {
    for (const candidate of listCandidates(type)) {
      if (candidate.eventType !== type || candidate.version === null || candidate.version >= version)
        continue;
      const key = makeSchemaKey(type, candidate.version);
      if (!schemas.has(key)) schemas.set(key, (await loadEventTypeVersion(type, candidate.version)).schema);
    }
  }
  return schemas;
}

/**
 * Plans the events of one request: inline as long as its budget lasts, the rest in a thread. Throws OverBudget.
 * @param candidates used instead of all subscribed webhooks: a simulated event goes to a single webhook, a job plans for its own webhooks.
 */
export async function planEvents(
  events: readonly PlannableEvent[],
  budget: Budget,
  candidates?: readonly TriggerCandidate[],
): Promise<DeliveryPlan[]> {
  const subscriptions = await loadForBatch(events, candidates);
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
 * Plans single events of several requests, each within its own budget. A plan is null if the budget was too small: then that event has to be
 * planned in a thread, and the other events do not wait for it.
 * @param subscriptions the subscriptions to the types of all these events
 */
export async function planForRequests(
  requests: readonly { event: PlannableEvent; budget: Budget }[],
  subscriptions: SubscriptionsByTrigger,
): Promise<(DeliveryPlan | null)[]> {
  const candidatesByType = new Map<string, readonly TriggerCandidate[]>();
  for (const { event } of requests) {
    if (!candidatesByType.has(event.type))
      candidatesByType.set(event.type, findCandidates(event.type, subscriptions));
  }
  const listCandidates = (type: string) => candidatesByType.get(type) ?? [];
  const schemas = await loadEarlierSchemas(
    requests.map(({ event }) => event),
    listCandidates,
  );
  const toVersion = createVersionConverter(schemas);
  const plans: (DeliveryPlan | null)[] = [];
  let spent = 0;
  for (const { event, budget } of requests) {
    const inline = budget.runInline(() => planDeliveries(event, listCandidates(event.type), toVersion));
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
