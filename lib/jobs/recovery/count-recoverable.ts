import { prisma } from "../../db";
import { can, type Scope } from "../../scope/scope";
import { visibleWebhooksFilter } from "../../webhooks/queries";
import { createJob, type JobRejection } from "../create-job";
import { createJobSchema, type JobPlan } from "../schema";
import {
  type RecoverableState,
  type RecoverableWebhook,
  type RecoveryCount,
  recoverableStates,
} from "./schema";

/** The time window of accepted events, from `from` (inclusive) to `to` (exclusive), and optionally one webhook. */
export interface RecoveryWindow {
  webhookId: string | undefined;
  from: string;
  to: string | undefined;
}

/**
 * Counts failed, held and discarded deliveries. Each state is counted by the dry run of a job, so that a job that is started afterwards
 * finds the same deliveries. Requires deliveries:resend.
 * @returns a rejection if the webhook is unknown or disabled, or counting takes too long
 */
export async function countRecoverable(
  scope: Scope,
  { webhookId, from, to }: RecoveryWindow,
): Promise<{ ok: true; count: RecoveryCount } | JobRejection> {
  const { rate } = createJobSchema.shape;
  const plans: [RecoverableState, JobPlan][] = [];
  for (const state of recoverableStates) {
    const filter = { ...(webhookId && { webhookId }), ...(to && { to }), from, states: [state] };
    const counted = await createJob(scope, createJobSchema.parse({ kind: "resend", filter, dryRun: true }));
    if (!counted.ok) return counted;
    plans.push([state, counted.plan]);
  }
  return {
    ok: true,
    count: {
      webhookId: webhookId ?? null,
      from,
      to: to ?? null,
      byState: Object.fromEntries(
        plans.map(([state, { total, excluded, oldest, newest }]) => [
          state,
          { total, excluded, oldest, newest },
        ]),
      ) as RecoveryCount["byState"],
      webhooks: await listWebhooks(scope, plans),
      rate: rate.parse(undefined),
      canEnable: can(scope, "webhooks:write"),
    },
  };
}

/** Lists the webhooks of the plans, sorted by name, with their number of deliveries in each state. */
async function listWebhooks(
  scope: Scope,
  plans: readonly [RecoverableState, JobPlan][],
): Promise<RecoverableWebhook[]> {
  const found = new Map<string, RecoverableWebhook>();
  for (const [state, plan] of plans) {
    for (const { webhookId: id, webhookName: name, total } of plan.webhooks) {
      const webhook = found.get(id) ?? { id, name, paused: false, failed: 0, held: 0, discarded: 0 };
      found.set(id, { ...webhook, [state]: total });
    }
  }
  const paused = await prisma().webhook.findMany({
    where: { ...visibleWebhooksFilter(scope), id: { in: [...found.keys()] }, state: "paused" },
    select: { id: true },
  });
  const pausedIds = new Set(paused.map(({ id }) => id));
  return [...found.values()]
    .map((webhook) => ({ ...webhook, paused: pausedIds.has(webhook.id) }))
    .toSorted((a, b) => a.name.localeCompare(b.name, "en"));
}
