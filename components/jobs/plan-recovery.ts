import { formatDuration } from "@/components/domain/format-time";
import {
  type RecoverableState,
  type RecoverableWebhook,
  type RecoveryCount,
  recoverableStates,
} from "@/lib/jobs/recovery/schema";
import type { JobRequest } from "./action-types";
import { formatCount, joinAnd } from "./format-count";

/** A job names at most as many webhooks. */
const maxNamedWebhooks = 100;

export interface RecoveryPlan {
  /** Null: nothing can be started; `problem` says why. */
  job: JobRequest | null;
  problem: string | null;
  total: number;
  webhooks: { id: string; name: string; paused: boolean; total: number }[];
  /** When the oldest and the newest delivery were accepted. */
  oldest: string | null;
  newest: string | null;
  /** What starting does, and what it leaves out: sentences. */
  effects: string[];
}

/**
 * The job that brings in the deliveries in the chosen states, and what it will do. Held deliveries are released, which needs enabled
 * webhooks; with them, failed ones are resent by the same job. Without held ones, failed and discarded ones are resent, to paused
 * webhooks too.
 */
export function planRecovery(count: RecoveryCount, chosen: ReadonlySet<RecoverableState>): RecoveryPlan {
  const states = recoverableStates.filter((state) => chosen.has(state) && count.byState[state].total > 0);
  if (states.length === 0) return makePlan(count, [], count.webhooks, describeNothing(count, chosen));
  const releasable = count.webhooks.filter(({ paused }) => count.canEnable || !paused);
  const stuck = count.webhooks.filter(({ held, paused }) => held > 0 && paused && !count.canEnable);
  const leftOut = states.includes("held") && stuck.length > 0 ? [describeStuck(stuck)] : [];
  if (!states.includes("held") || releasable.every(({ held }) => held === 0)) {
    const resent = states.filter((state) => state !== "held");
    if (resent.length === 0) return makePlan(count, [], count.webhooks, leftOut[0] ?? null);
    return planResend(count, resent, leftOut);
  }
  if (states.includes("discarded"))
    return makePlan(
      count,
      states,
      count.webhooks,
      "Held and discarded deliveries need a job each. Recover the held ones first, then the discarded ones.",
    );
  return planRelease(count, states, releasable, leftOut);
}

function planResend(
  count: RecoveryCount,
  states: readonly RecoverableState[],
  leftOut: readonly string[],
): RecoveryPlan {
  const { webhookId, from, to } = count;
  const plan = makePlan(count, states, count.webhooks, null);
  const paused = plan.webhooks.filter((webhook) => webhook.paused);
  const each = plan.total === 1 ? "" : ", each once,";
  return {
    ...plan,
    job: {
      kind: "resend",
      filter: { ...(webhookId && { webhookId }), states: [...states], from, ...(to && { to }) },
    },
    effects: [
      `Resends ${formatCount(plan.total, `${joinAnd(states)} delivery`, `${joinAnd(states)} deliveries`)}${each} with identical bytes and the same trace ID.`,
      ...(paused.length > 0
        ? [`${describeWebhooks(paused)} ${paused.length === 1 ? "stays" : "stay"} paused.`]
        : []),
      ...leftOut,
      ...describeExcluded(count, states),
    ],
  };
}

function planRelease(
  count: RecoveryCount,
  states: readonly RecoverableState[],
  releasable: readonly RecoverableWebhook[],
  leftOut: readonly string[],
): RecoveryPlan {
  const { from, to } = count;
  const plan = makePlan(count, states, releasable, null);
  if (plan.webhooks.length > maxNamedWebhooks)
    return {
      ...plan,
      problem: `These are ${plan.webhooks.length} webhooks, and a job can release the deliveries of ${maxNamedWebhooks}. Choose a later start, or open a webhook and recover its deliveries there.`,
    };
  const paused = plan.webhooks.filter((webhook) => webhook.paused);
  const sum = (state: RecoverableState) => releasable.reduce((total, webhook) => total + webhook[state], 0);
  const failed = states.includes("failed") ? sum("failed") : 0;
  return {
    ...plan,
    job: {
      kind: "release-held",
      filter: { webhookIds: plan.webhooks.map(({ id }) => id), from, ...(to && { to }) },
      enable: paused.length > 0,
      resendFailed: failed > 0,
    },
    effects: [
      ...(paused.length > 0 ? [`Enables ${describeWebhooks(paused)}.`] : []),
      `Releases ${formatCount(sum("held"), "held delivery", "held deliveries")}, to be sent with all retries.`,
      ...(failed > 0
        ? [
            `Resends ${formatCount(failed, "failed delivery", "failed deliveries")} with identical bytes and the same trace ID.`,
          ]
        : []),
      ...leftOut,
      ...describeExcluded(count, states),
    ],
  };
}

/** A plan with the figures of these states of these webhooks, without a job. */
function makePlan(
  { byState }: RecoveryCount,
  states: readonly RecoverableState[],
  webhooks: readonly RecoverableWebhook[],
  problem: string | null,
): RecoveryPlan {
  const rows = webhooks
    .map(({ id, name, paused, ...counts }) => ({
      ...{ id, name, paused },
      total: states.reduce((total, state) => total + counts[state], 0),
    }))
    .filter(({ total }) => total > 0);
  const times = (end: "oldest" | "newest") => states.flatMap((state) => byState[state][end] ?? []).sort();
  return {
    job: null,
    problem,
    total: rows.reduce((sum, { total }) => sum + total, 0),
    webhooks: rows,
    oldest: times("oldest")[0] ?? null,
    newest: times("newest").at(-1) ?? null,
    effects: [],
  };
}

function describeNothing(count: RecoveryCount, chosen: ReadonlySet<RecoverableState>): string {
  if (chosen.size === 0) return "Select which deliveries to recover.";
  const [excluded] = describeExcluded(count, [...chosen]);
  const others = recoverableStates.some((state) => !chosen.has(state) && count.byState[state].total > 0);
  const next = others ? "Select other deliveries, or choose another time." : "Choose another time.";
  const states = joinAnd(
    recoverableStates.filter((state) => chosen.has(state)),
    "or",
  );
  return `There is nothing to recover: no ${states} delivery from this time can be sent. ${excluded ?? next}`;
}

function describeExcluded({ byState }: RecoveryCount, states: readonly RecoverableState[]): string[] {
  const excluded = states.reduce((sum, state) => sum + byState[state].excluded, 0);
  if (excluded === 0) return [];
  return [
    `${formatCount(excluded, "delivery", "deliveries")} cannot be sent, because the body was removed, or the webhook is disabled or deleted.`,
  ];
}

const describeStuck = (stuck: readonly RecoverableWebhook[]) =>
  `The held deliveries of ${describeWebhooks(stuck)} stay held: only users with the permission “Manage API Access” can enable a paused webhook.`;

const describeWebhooks = (webhooks: readonly { name: string }[]) =>
  webhooks.length === 1
    ? `“${webhooks[0]?.name}”`
    : `${webhooks.length.toLocaleString("en")} paused webhooks`;

/** "At most 50 per second, so it takes at least 4 min." */
export function describePace(total: number, rate: number): string {
  const seconds = Math.max(1, Math.ceil(total / rate));
  return `At most ${rate} per second, so it takes at least ${formatDuration(seconds)}.`;
}
