import { pool } from "@/lib/db";
import type { CrashSystem } from "./crash-system";
import { findMisnumbered } from "./find-misnumbered";
import { findMisordered } from "./find-misordered";

interface DeliveryRow {
  id: string;
  webhookId: string;
  state: string;
  reason: string | null;
  attemptCount: number;
}

interface AttemptRow {
  id: string;
  deliveryId: string;
  number: number | null;
  manual: boolean;
  outcome: string | null;
  responseCode: number | null;
  errorCode: string | null;
}

const reasonByState: Record<string, string> = { held: "webhook_disabled", discarded: "webhook_deleted" };

async function loadRows({ webhookIds }: CrashSystem) {
  const deliveries = await pool().query<DeliveryRow>(
    `SELECT id, webhook_id AS "webhookId", state, state_reason AS reason, attempt_count AS "attemptCount"
     FROM deliveries WHERE webhook_id = ANY($1)`,
    [webhookIds],
  );
  const attempts = await pool().query<AttemptRow>(
    `SELECT a.id, a.delivery_id AS "deliveryId", a.number, a.manual, a.outcome, a.response_code AS "responseCode",
            a.error_code AS "errorCode"
     FROM attempts a JOIN deliveries d ON d.id = a.delivery_id WHERE d.webhook_id = ANY($1) ORDER BY a.number`,
    [webhookIds],
  );
  return { deliveries: deliveries.rows, attempts: attempts.rows };
}

/** How many deliveries each of these events has; an event that is not in the ledger is missing. */
async function countDeliveriesByEvent(eventIds: string[]): Promise<Map<string, number>> {
  const { rows } = await pool().query<{ id: string; count: number }>(
    `SELECT e.id, (SELECT count(*)::int FROM deliveries d WHERE d.event_id = e.id) AS count
     FROM events e WHERE e.id = ANY($1)`,
    [eventIds],
  );
  return new Map(rows.map(({ id, count }) => [id, count]));
}

/** Each webhook whose failure policy has counted another number of failed deliveries than there are. */
async function findMiscountedFailures({ webhookIds }: CrashSystem): Promise<string[]> {
  const { rows } = await pool().query<{ id: string; counted: number; failed: number }>(
    `SELECT w.id, coalesce(cardinality(f.failed_at), 0) AS counted, d.failed
     FROM webhooks w LEFT JOIN webhook_failures f ON f.webhook_id = w.id
     CROSS JOIN LATERAL (
       -- A failed delivery whose resend succeeded has no scheduled attempt that did.
       SELECT count(*)::int AS failed FROM deliveries d
       WHERE d.webhook_id = w.id AND (d.state = 'failed' OR d.state = 'succeeded' AND NOT EXISTS (
         SELECT FROM attempts a WHERE a.delivery_id = d.id AND a.number IS NOT NULL AND a.outcome = 'succeeded'))
     ) d
     WHERE w.id = ANY($1)`,
    [webhookIds],
  );
  return rows
    .filter(({ counted, failed }) => counted !== failed)
    .map(({ id, counted, failed }) => `${id}: ${failed} deliveries failed, ${counted} are counted`);
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return groups;
}

/** What is wrong after a round: each event that was lost or repeated too often, each difference between ledger and receiver. */
export async function findContradictions(system: CrashSystem): Promise<string[]> {
  const { deliveries, attempts } = await loadRows(system);
  const contradictions = [
    ...(await findMiscountedFailures(system)),
    ...(await findMisnumbered(system)),
    ...(await findMisordered(system)),
  ];
  const statesOf = new Map(system.webhooks.map(({ id, states }) => [id, states]));
  const deliveriesByEvent = await countDeliveriesByEvent([...system.web.accepted.keys()]);
  for (const [id, count] of system.web.accepted)
    if (deliveriesByEvent.get(id) !== count)
      contradictions.push(
        `${id}: was accepted with ${count} deliveries, the ledger has ${deliveriesByEvent.get(id)}`,
      );
  const attemptsByDelivery = groupBy(attempts, ({ deliveryId }) => deliveryId);
  const requestsByDelivery = groupBy(system.receiver.requests, ({ traceId }) => traceId);
  const endedByDelivery = groupBy(system.endedLeases, ({ deliveryId }) => deliveryId);

  for (const { id, webhookId, state, reason, attemptCount } of deliveries) {
    const report = (text: string) => contradictions.push(`${id}: ${text}`);
    const attemptsOfDelivery = attemptsByDelivery.get(id) ?? [];
    const numberedAttempts = attemptsOfDelivery.filter(({ manual }) => !manual);
    const requests = requestsByDelivery.get(id) ?? [];
    const endedLeases = endedByDelivery.get(id) ?? [];
    const receivedNumbers = requests.map(({ attempt }) => attempt).filter((attempt) => attempt !== "manual");

    if (!statesOf.get(webhookId)?.includes(state)) report(`is unexpectedly ${state} (${reason})`);
    if (reasonByState[state] && reason !== reasonByState[state])
      report(`is ${state}, but the reason is ${reason}`);
    if (state === "succeeded" && !requests.some(({ status }) => status === 200))
      report("succeeded without a 200");

    if (numberedAttempts.some(({ number }, index) => number !== index + 1))
      report(`attempts are numbered ${numberedAttempts.map(({ number }) => number)}`);
    if (attemptCount !== numberedAttempts.length)
      report(`has ${numberedAttempts.length} attempts but counts ${attemptCount}`);
    if (new Set(receivedNumbers).size !== receivedNumbers.length)
      report(`attempts were received twice: ${receivedNumbers}`);
    if (receivedNumbers.some((attempt) => Number(attempt) > numberedAttempts.length))
      report(`not every received attempt is recorded: ${receivedNumbers}`);

    for (const { number, outcome, responseCode, errorCode } of numberedAttempts) {
      const request = requests.find(({ attempt }) => attempt === String(number));
      if (outcome === "unknown" && errorCode !== "interrupted")
        report(`attempt ${number} has an unknown outcome, but the error ${errorCode}`);
      if (responseCode !== null && request?.status !== responseCode)
        report(`attempt ${number} has ${responseCode}, the receiver sent ${request?.status}`);
      if (outcome === "succeeded" && responseCode !== 200)
        report(`attempt ${number} succeeded with ${responseCode}`);
    }
    if (numberedAttempts.filter(({ outcome }) => outcome === "succeeded").length > 1)
      report("succeeded twice");
    const unknown = numberedAttempts.filter(({ outcome }) => outcome === "unknown");
    if (unknown.some((attempt) => !endedLeases.some(({ attemptId }) => attemptId === attempt.id)))
      report("has an interrupted attempt whose lease did not end");
    for (const { attemptId, number, workerSurelyKilled } of endedLeases) {
      const attempt = numberedAttempts.find((one) => one.id === attemptId);
      if (workerSurelyKilled && attempt?.outcome !== "unknown")
        report(`attempt ${number} was interrupted, and is recorded as ${attempt?.outcome}`);
    }
  }
  const manual = attempts.filter((attempt) => attempt.manual);
  const interrupted = manual.filter(({ outcome }) => outcome === "unknown").length;
  const { all, workerSurelyKilled } = system.endedResends;
  if (interrupted < workerSurelyKilled || interrupted > all)
    contradictions.push(
      `${interrupted} manual attempts were interrupted; expected ${workerSurelyKilled} to ${all}`,
    );
  return contradictions;
}
