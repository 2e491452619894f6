import type { Prisma } from "@/prisma/generated/client";
import { recordAudit } from "../audit/record-audit";
import { currentTimeMs } from "../clock";
import { type Db, prisma } from "../db";
import { newId, readIdTime } from "../ids";
import { requirePermission, type Scope } from "../scope/scope";
import { wakeWorkers } from "../slots/wake-workers";
import { changeWebhookState } from "../webhooks/change-state";
import { releaseSinceSql } from "../webhooks/hold-and-release-sql";
import { visibleWebhooksFilter } from "../webhooks/queries";
import { countMatching, type MatchCount, toJobRange } from "./count-matching";
import { countMissing } from "./count-missing";
import { estimateSeconds } from "./estimate-seconds";
import { signalJob } from "./job-lease";
import { listNamedWebhookIds } from "./matching-deliveries";
import { findJob } from "./queries";
import type { CreateJobInput, JobFilter, JobPlan, JobView } from "./schema";

export interface JobRejection {
  ok: false;
  rejected:
    | "unknown_webhook"
    | "webhook_disabled"
    | "webhook_not_enabled"
    | "filter_too_broad"
    | "nothing_matches"
    | "job_open";
  message: string;
  /** The field that is invalid. */
  field?: string;
  /** With "job_open": the open job, if this scope can see it, and whether it is paused. */
  openJobId?: string;
  openJobPaused?: boolean;
}

export type CreateJobResult = { ok: true; plan: JobPlan; job: JobView | null } | JobRejection;

/**
 * Counts the deliveries that match or are missing and, unless this is a dry run, starts a job that resends, releases or creates them.
 * A webhook of another tenant is rejected as unknown.
 */
export async function createJob(scope: Scope, input: CreateJobInput): Promise<CreateJobResult> {
  requirePermission(scope, "deliveries:resend");
  if (input.enable) requirePermission(scope, "webhooks:write");
  const rejection = await checkWebhooks(scope, input);
  if (rejection) return rejection;
  const id = newId();
  const { kind, filter, resendFailed } = input;
  const { partnerId } = scope;
  const countAll = kind === "replay-missing" ? countMissing : countMatching;
  const count = await countAll({ kind, filter, resendFailed, partnerId }, id);
  if (!count) return reject("filter_too_broad", tooBroadMessage);
  const plan = await makePlan(input, count);
  if (input.dryRun) return { ok: true, plan, job: null };
  if (count.total === 0) return reject("nothing_matches", describeNoMatch(kind, count));
  const conflict = await writeJob(scope, id, input, count);
  if (conflict) return conflict;
  void signalJob(id);
  return { ok: true, plan, job: await findJob(scope, id) };
}

const tooBroadMessage =
  "Counting the matching deliveries takes too long. Narrow the filter, for example with `from` and `to` or a webhook.";

function reject(rejected: JobRejection["rejected"], message: string, field?: string): JobRejection {
  return { ok: false, rejected, message, ...(field === undefined ? {} : { field }) };
}

function describeNoMatch(kind: CreateJobInput["kind"], { excluded, withoutData }: MatchCount): string {
  const formatDeliveries = (count: number) => `${count} ${count === 1 ? "delivery" : "deliveries"}`;
  if (kind === "replay-missing") {
    const reasons = [
      ...(excluded > 0 ? [`the condition or template of ${formatDeliveries(excluded)} fails`] : []),
      ...(withoutData > 0
        ? [`retention has removed the data of the events of ${formatDeliveries(withoutData)}`]
        : []),
    ];
    return reasons.length > 0
      ? `No job was started: ${reasons.join(", and ")}.`
      : "No delivery is missing, so no job was started. Check the filter, and the triggers of the webhooks.";
  }
  return excluded > 0
    ? `No job was started. ${formatDeliveries(excluded)} ${excluded === 1 ? "matches" : "match"} but cannot be sent, because the body was removed or the webhook is disabled or deleted.`
    : "No delivery matches the filter, so no job was started. Check the filter; with `dryRun` the call only counts.";
}

/** Rejects webhooks that do not exist or are in a state that the job cannot work with; null if all are accepted. */
async function checkWebhooks(
  scope: Scope,
  { kind, filter, enable }: CreateJobInput,
): Promise<JobRejection | null> {
  const named = listNamedWebhookIds(filter);
  if (!named) return null;
  const field = filter.webhookId ? "filter.webhookId" : "filter.webhookIds";
  const found = await prisma().webhook.findMany({
    where: { ...visibleWebhooksFilter(scope), id: { in: named } },
    select: { id: true, name: true, state: true },
  });
  const unknown = named.find((id) => found.every((webhook) => webhook.id !== id));
  if (unknown) return reject("unknown_webhook", `There is no webhook ${unknown}.`, field);
  const disabled = found.find(({ state }) => state === "disabled");
  if (kind === "resend" && disabled)
    return reject(
      "webhook_disabled",
      `The webhook "${disabled.name}" is disabled. Enable it first, then resend.`,
    );
  const notEnabled = found.find(({ state }) => state !== "enabled");
  if (kind === "replay-missing" && notEnabled)
    return reject(
      "webhook_not_enabled",
      `The webhook "${notEnabled.name}" is ${notEnabled.state}. Enable it first, then create its missing deliveries.`,
    );
  if (kind === "release-held" && !enable && notEnabled) {
    const message = `The webhook "${notEnabled.name}" is ${notEnabled.state}. Send "enable": true, or enable the webhook first and keep its held deliveries.`;
    return reject("webhook_not_enabled", message);
  }
  return null;
}

async function makePlan(input: CreateJobInput, count: MatchCount): Promise<JobPlan> {
  const { total, excluded, withoutData, totalByWebhook, oldest, newest } = count;
  const webhooks = await prisma().webhook.findMany({
    where: { id: { in: [...totalByWebhook.keys()] } },
    select: { id: true, name: true, maxRequestsPerSecond: true },
    orderBy: [{ name: "asc" }, { id: "asc" }],
  });
  const toTime = (id: string | null) => (id === null ? null : new Date(readIdTime(id)).toISOString());
  return {
    total,
    excluded,
    withoutData,
    webhooks: webhooks.map(({ id, name }) => ({
      webhookId: id,
      webhookName: name,
      total: totalByWebhook.get(id) ?? 0,
    })),
    oldest: toTime(oldest),
    newest: toTime(newest),
    expectedSeconds: estimateSeconds(input, count, webhooks),
  };
}

/** Thrown to roll the transaction back, because another open job works on one of the webhooks. */
class WebhookBusy extends Error {}

/** Writes a job with its webhooks and its audit entry and, if requested, enables the webhooks, in one transaction. */
async function writeJob(
  scope: Scope,
  id: string,
  input: CreateJobInput,
  count: MatchCount,
): Promise<JobRejection | null> {
  const { kind, filter, rate, enable, resendFailed } = input;
  const webhookIds = [
    ...new Set([...(enable ? (listNamedWebhookIds(filter) ?? []) : []), ...count.totalByWebhook.keys()]),
  ].sort();
  const { cursor, beforeId } = toJobRange(count);
  const { total, excluded, withoutData } = count;
  const { partnerId } = scope;
  try {
    await prisma().$transaction(async (db) => {
      if (enable) await enableWebhooks(db, scope, webhookIds);
      // Deliveries that became held after the count and before this transaction locked the webhooks are released here: their IDs are above
      // those that the job works on.
      if (enable && selectsWholeWebhooks(filter))
        await db.$executeRawUnsafe(releaseSinceSql, webhookIds, beforeId ?? id);
      const now = currentTimeMs();
      await db.job.create({
        data: {
          id,
          kind,
          filter: filter as Prisma.InputJsonObject,
          rate,
          enable,
          resendFailed,
          total,
          excluded,
          withoutData,
          partnerId,
          requestedBy: scope.actor.name,
          cursor,
          beforeId: beforeId ?? id,
          createdAt: new Date(now),
          resumedAt: new Date(now),
          pacedUntil: new Date(now - 1_000),
        },
      });
      const insertedCount = await db.$executeRaw`
        INSERT INTO job_webhooks (job_id, webhook_id)
        SELECT ${id}::uuid, webhook_id FROM unnest(${webhookIds}::uuid[]) AS webhook_id ORDER BY webhook_id
        ON CONFLICT DO NOTHING`;
      if (insertedCount < webhookIds.length) throw new WebhookBusy();
      await recordAudit(db, scope, {
        action: "job.started",
        targetId: id,
        partnerId,
        details: { kind, filter, rate, enable, resendFailed, deliveries: total },
      });
    });
    if (enable) void wakeWorkers({ webhookIds });
    return null;
  } catch (error) {
    if (error instanceof WebhookBusy) return await describeOpenJob(scope, webhookIds);
    throw error;
  }
}

const selectsWholeWebhooks = ({ webhookId: _, webhookIds: __, ...rest }: JobFilter): boolean =>
  Object.values(rest).every((value) => value === undefined);

async function enableWebhooks(db: Db, scope: Scope, webhookIds: string[]): Promise<void> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT id FROM webhooks WHERE id = ANY(${webhookIds}::uuid[]) AND deleted_at IS NULL ORDER BY id FOR UPDATE`;
  for (const { id } of rows) await changeWebhookState(db, scope, id, "enabled", "keep");
}

/** Describes the open job that works on one of the webhooks. A partner does not learn the ID of another tenant's job. */
async function describeOpenJob(scope: Scope, webhookIds: string[]): Promise<JobRejection> {
  const [open] = await prisma().$queryRaw<{ id: string; partnerId: string | null; paused: boolean }[]>`
    SELECT j.id, j.partner_id AS "partnerId", j.state = 'paused' AS paused
    FROM job_webhooks w JOIN jobs j ON j.id = w.job_id
    WHERE w.open AND w.webhook_id = ANY(${webhookIds}::uuid[]) ORDER BY j.id LIMIT 1`;
  if (!open || (scope.partnerId !== null && open.partnerId !== scope.partnerId))
    return reject(
      "job_open",
      "Another job is working on a webhook of the requested job. Wait until it has ended.",
    );
  const { id: openJobId, paused: openJobPaused } = open;
  const message = openJobPaused
    ? `The job ${openJobId}, which is paused, works on a webhook of the requested job: GET /api/v1/jobs/${openJobId}. Resume it and wait until it has ended, or cancel it.`
    : `The job ${openJobId} is working on a webhook of the requested job: GET /api/v1/jobs/${openJobId}. Wait until it has ended, or cancel it.`;
  return { ...reject("job_open", message), openJobId, openJobPaused };
}
