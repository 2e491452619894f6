import { ConcurrencyLimit } from "../concurrency-limit";
import { pool, prisma } from "../db";
import { buildIdFloor, newId, parseId } from "../ids";
import { type CreateJobResult, createJob, type JobRejection } from "../jobs/create-job";
import { createJobSchema } from "../jobs/schema";
import { requirePermission, type Scope } from "../scope/scope";
import { visibleWebhooksFilter } from "../webhooks/queries";
import { compareDeliveries, countUnmatchedTraceIds, maxItems, type UnmatchedTraceIds } from "./compare";
import { listItems } from "./list-items";
import { maxExamples, type ReceivedList, receiveList } from "./receive-list";
import { itemPageQuerySchema, type ReconcileQuery, type ReconciliationView } from "./schema";

interface Rejection<Code extends string> {
  ok: false;
  rejected: Code;
  message: string;
}

export type ReconcileResult =
  | { ok: true; reconciliation: ReconciliationView }
  | Rejection<"not_found" | "nothing_recognized" | "too_many_missing" | "too_many_lists">
  | JobRejection;

/** A list can have a million lines, so each API key can send only one list at a time. */
const listLimit = new ConcurrencyLimit(1);

const reject = <Code extends string>(rejected: Code, message: string): Rejection<Code> => ({
  ok: false,
  rejected,
  message,
});

/**
 * Compares a webhook's deliveries in a window with the list of those that its receiver has, and records the deliveries that the list
 * lacks. With `resend`, starts a job that resends the missing deliveries.
 * @param pieces the list, NDJSON of trace IDs and ranges of sequence numbers, as it arrives; errors from reading it are not caught
 */
export async function reconcile(
  scope: Scope,
  typedId: string,
  query: ReconcileQuery,
  pieces: AsyncIterable<Uint8Array>,
): Promise<ReconcileResult> {
  requirePermission(scope, "deliveries:read");
  if (query.resend) requirePermission(scope, "deliveries:resend");
  const webhookId = parseId(typedId);
  const webhook =
    webhookId &&
    (await prisma().webhook.findFirst({
      where: { ...visibleWebhooksFilter(scope), id: webhookId },
      select: { id: true },
    }));
  if (!webhook) return reject("not_found", `There is no webhook ${typedId}.`);
  const release = listLimit.acquire(scope.actor.id ?? scope.actor.name);
  if (!release)
    return reject(
      "too_many_lists",
      "Another list of this API key is being compared. Send this list again when that comparison has ended.",
    );
  // This ID is also the end of the window: deliveries that are accepted from now on cannot be in the list.
  const id = newId();
  try {
    return await compare(scope, id, webhook.id, query, pieces);
  } finally {
    release();
    await pool().query("DELETE FROM received_trace_ids WHERE reconciliation_id = $1", [id]);
    await pool().query("DELETE FROM received_ranges WHERE reconciliation_id = $1", [id]);
  }
}

async function compare(
  scope: Scope,
  id: string,
  webhookId: string,
  { from, to, resend }: ReconcileQuery,
  pieces: AsyncIterable<Uint8Array>,
): Promise<ReconcileResult> {
  const list = await receiveList(id, webhookId, pieces);
  const ceiling = to ? buildIdFloor(new Date(to)) : id;
  const range = {
    reconciliationId: id,
    webhookId,
    from: buildIdFloor(new Date(from ?? 0)),
    before: ceiling < id ? ceiling : id,
  };
  await prisma().reconciliation.create({ data: { id, webhookId, createdBy: scope.actor.name } });
  const compared = await compareDeliveries(range);
  if (!compared) return deleteAndReject(id, "too_many_missing", tooManyMessage);
  const { knownTraceIds, ...counts } = compared;
  const { missing, unsent, discarded, deliveries } = counts;
  const received = deliveries - missing - unsent - discarded;
  const unmatched =
    knownTraceIds === list.traceIds ? noUnmatchedTraceIds : await countUnmatchedTraceIds(range);
  if (knownTraceIds + unmatched.unknown + unmatched.outsideWindow !== list.traceIds) {
    await prisma().reconciliation.delete({ where: { id } });
    throw new Error("the list was lost while it was being compared: the database has restarted");
  }
  if (resend && received === 0) return deleteAndReject(id, "nothing_recognized", nothingRecognizedMessage);
  const started =
    resend && missing > 0 ? await startResend(scope, { webhookId, reconciliationId: id, from, to }) : null;
  if (started && !started.ok) return { ...started, message: `${started.message} ${buildKeptMessage(id)}` };
  const page = await listItems(scope, id, itemPageQuerySchema.parse({}));
  return {
    ok: true,
    reconciliation: {
      id,
      webhookId,
      ...counts,
      received,
      list: describeList(list, unmatched),
      items: page?.items ?? [],
      nextCursor: page?.nextCursor ?? null,
      job: started?.job ?? null,
    },
  };
}

const noUnmatchedTraceIds: UnmatchedTraceIds = { unknown: 0, outsideWindow: 0, examples: [] };

/** Adds the unmatched trace IDs to the counts and examples of the list, with at most ten unknown trace IDs and ranges as examples. */
function describeList(list: ReceivedList, unmatched: UnmatchedTraceIds): ReconciliationView["list"] {
  const unknown = list.examples.filter(({ problem }) => problem === "unknown");
  const others = list.examples.filter(({ problem }) => problem !== "unknown");
  const examples = [...unknown, ...unmatched.examples].sort((one, other) => one.line - other.line);
  return {
    ...list,
    unknown: list.unknown + unmatched.unknown,
    outsideWindow: unmatched.outsideWindow,
    examples: [...others, ...examples.slice(0, maxExamples)],
  };
}

const tooManyMessage = `The list lacks more than ${maxItems.toLocaleString("en")} deliveries. Narrow the window with \`from\` and \`to\`.`;
const nothingRecognizedMessage =
  "The list has no trace ID or sequence number of a delivery of this webhook in the window, so nothing was resent. Check the list and the webhook, or reconcile without `resend`.";
const buildKeptMessage = (id: string) =>
  `The result of the comparison is kept: GET /api/v1/reconciliations/${id}.`;

async function deleteAndReject<Code extends string>(
  id: string,
  code: Code,
  message: string,
): Promise<Rejection<Code>> {
  await prisma().reconciliation.delete({ where: { id } });
  return reject(code, message);
}

/** Starts a job for exactly the missing deliveries. With the window, the job need not search all deliveries of the webhook. */
function startResend(
  scope: Scope,
  filter: { webhookId: string; reconciliationId: string } & Pick<ReconcileQuery, "from" | "to">,
): Promise<CreateJobResult> {
  const states = ["succeeded", "failed"];
  return createJob(scope, createJobSchema.parse({ kind: "resend", filter: { ...filter, states } }));
}
