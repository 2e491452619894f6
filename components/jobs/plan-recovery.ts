import { formatDuration } from "@/components/domain/format-time";
import {
  type RecoverableState,
  type RecoverableWebhook,
  type RecoveryCount,
  recoverableStates,
} from "@/lib/jobs/recovery/schema";
import type { JobRequest } from "./action-types";
import { formatCount, joinList } from "./format-count";

/** The maximum number of webhooks that one job can name. */
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
  /** Sentences that say what the job does, and which deliveries it leaves out. */
  effects: string[];
}

/**
 * Plans the job that recovers the deliveries in the chosen states. If held deliveries are among them, the job releases these, which
 * requires enabled webhooks, and also resends failed ones. Otherwise the job resends failed and discarded deliveries, also to paused
 * webhooks.
 */
export function planRecovery(count: RecoveryCount, chosen: ReadonlySet<RecoverableState>): RecoveryPlan {
  const states = recoverableStates.filter((state) => chosen.has(state) && count.byState[state].total > 0);
  if (states.length === 0) return makePlan(count, [], count.webhooks, describeEmptySelection(count, chosen));
  const releasable = count.webhooks.filter(({ paused }) => count.canEnable || !paused);
  const stillHeld = count.webhooks.filter(({ held, paused }) => held > 0 && paused && !count.canEnable);
  const leftOutMessages =
    states.includes("held") && stillHeld.length > 0 ? [describeStillHeld(stillHeld)] : [];
  if (!states.includes("held") || releasable.every(({ held }) => held === 0)) {
    const resent = states.filter((state) => state !== "held");
    if (resent.length === 0) return makePlan(count, [], count.webhooks, leftOutMessages[0] ?? null);
    return planResend(count, resent, leftOutMessages);
  }
  if (states.includes("discarded"))
    return makePlan(
      count,
      states,
      count.webhooks,
      "Held and discarded deliveries need separate jobs. Recover the held ones first, then the discarded ones.",
    );
  return planRelease(count, states, releasable, leftOutMessages);
}

function planResend(
  count: RecoveryCount,
  states: readonly RecoverableState[],
  leftOutMessages: readonly string[],
): RecoveryPlan {
  const { webhookId, from, to } = count;
  const plan = makePlan(count, states, count.webhooks, null);
  const paused = plan.webhooks.filter((webhook) => webhook.paused);
  const eachOnce = plan.total === 1 ? "" : ", each once,";
  return {
    ...plan,
    job: {
      kind: "resend",
      filter: { ...(webhookId && { webhookId }), states: [...states], from, ...(to && { to }) },
    },
    effects: [
      `Resends ${formatCount(plan.total, `${joinList(states)} delivery`, `${joinList(states)} deliveries`)}${eachOnce} with identical bytes and the same trace ID.`,
      ...(paused.length > 0
        ? [`${describePausedWebhooks(paused)} ${paused.length === 1 ? "stays" : "stay"} paused.`]
        : []),
      ...leftOutMessages,
      ...describeExcluded(count, states),
    ],
  };
}

function planRelease(
  count: RecoveryCount,
  states: readonly RecoverableState[],
  releasable: readonly RecoverableWebhook[],
  leftOutMessages: readonly string[],
): RecoveryPlan {
  const { from, to } = count;
  const plan = makePlan(count, states, releasable, null);
  if (plan.webhooks.length > maxNamedWebhooks)
    return {
      ...plan,
      problem: `These deliveries belong to ${plan.webhooks.length} webhooks, but a job can release those of at most ${maxNamedWebhooks}. Choose a later start, or open a webhook and recover its deliveries there.`,
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
      ...(paused.length > 0 ? [`Enables ${describePausedWebhooks(paused)}.`] : []),
      `Releases ${formatCount(sum("held"), "held delivery", "held deliveries")}, to be sent with all retries.`,
      ...(failed > 0
        ? [
            `Resends ${formatCount(failed, "failed delivery", "failed deliveries")} with identical bytes and the same trace ID.`,
          ]
        : []),
      ...leftOutMessages,
      ...describeExcluded(count, states),
    ],
  };
}

/** Builds a plan without a job, with the counts of these states and webhooks. */
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
  const listTimes = (end: "oldest" | "newest") => states.flatMap((state) => byState[state][end] ?? []).sort();
  return {
    job: null,
    problem,
    total: rows.reduce((sum, { total }) => sum + total, 0),
    webhooks: rows,
    oldest: listTimes("oldest")[0] ?? null,
    newest: listTimes("newest").at(-1) ?? null,
    effects: [],
  };
}

function describeEmptySelection(count: RecoveryCount, chosen: ReadonlySet<RecoverableState>): string {
  if (chosen.size === 0) return "Select which deliveries to recover.";
  const [excluded] = describeExcluded(count, [...chosen]);
  const hasOthers = recoverableStates.some((state) => !chosen.has(state) && count.byState[state].total > 0);
  const next = hasOthers ? "Select other deliveries, or choose another time." : "Choose another time.";
  const states = joinList(
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

const describeStillHeld = (stillHeld: readonly RecoverableWebhook[]) =>
  `The held deliveries of ${describePausedWebhooks(stillHeld)} stay held: only users with the permission “Manage API Access” can enable a paused webhook.`;

const describePausedWebhooks = (webhooks: readonly { name: string }[]) =>
  webhooks.length === 1
    ? `“${webhooks[0]?.name}”`
    : `${webhooks.length.toLocaleString("en")} paused webhooks`;

/** "At most 50 per second, so it takes at least 4 min." */
export function describeDuration(total: number, rate: number): string {
  const seconds = Math.max(1, Math.ceil(total / rate));
  return `At most ${rate} per second, so it takes at least ${formatDuration(seconds)}.`;
}
