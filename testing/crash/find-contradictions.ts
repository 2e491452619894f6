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

/** Counts the deliveries of each of these events. The result has no entry for an event that is not in the ledger. */
async function countDeliveriesByEvent(eventIds: string[]): Promise<Map<string, number>> {
  const { rows } = await pool().query<{ id: string; count: number }>(
    `SELECT e.id, (SELECT count(*)::int FROM deliveries d WHERE d.event_id = e.id) AS count
     FROM events e WHERE e.id = ANY($1)`,
    [eventIds],
  );
  return new Map(rows.map(({ id, count }) => [id, count]));
}

/** Finds webhooks whose failure policy, or whose incidents, have not counted exactly the deliveries that failed. */
async function findMiscountedFailures({ webhookIds }: CrashSystem): Promise<string[]> {
  const { rows } = await pool().query<{ id: string; counted: number; inIncidents: number; failed: number }>(
    `SELECT w.id, coalesce(cardinality(f.failed_at), 0) AS counted, d.failed,
            (SELECT coalesce(sum(i.total_failed), 0)::int FROM incidents i WHERE i.webhook_id = w.id) AS "inIncidents"
     FROM webhooks w LEFT JOIN webhook_failures f ON f.webhook_id = w.id
     CROSS JOIN LATERAL (
       -- A delivery that failed and was then resent successfully became succeeded, but none of its scheduled attempts succeeded.
       SELECT count(*)::int AS failed FROM deliveries d
       WHERE d.webhook_id = w.id AND (d.state = 'failed' OR d.state = 'succeeded' AND NOT EXISTS (
         SELECT FROM attempts a WHERE a.delivery_id = d.id AND a.number IS NOT NULL AND a.outcome = 'succeeded'))
     ) d
     WHERE w.id = ANY($1)`,
    [webhookIds],
  );
  return rows
    .filter(({ counted, inIncidents, failed }) => counted !== failed || inIncidents !== failed)
    .map(
      ({ id, counted, inIncidents, failed }) =>
        `${id}: ${failed} deliveries failed, but ${counted} are counted, and ${inIncidents} in incidents`,
    );
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return groups;
}

/** Describes what is wrong after a round: events that were lost or repeated too often, and differences between ledger and receiver. */
export async function findContradictions(system: CrashSystem): Promise<string[]> {
  const { deliveries, attempts } = await loadRows(system);
  const contradictions = [
    ...(await findMiscountedFailures(system)),
    ...(await findMisnumbered(system)),
    ...(await findMisordered(system)),
  ];
  const statesByWebhook = new Map(system.webhooks.map(({ id, states }) => [id, states]));
  const deliveriesByEvent = await countDeliveriesByEvent([...system.web.accepted.keys()]);
  for (const [id, count] of system.web.accepted)
    if (deliveriesByEvent.get(id) !== count)
      contradictions.push(
        `${id}: was accepted with ${count} deliveries, but the ledger has ${deliveriesByEvent.get(id)}`,
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

    if (!statesByWebhook.get(webhookId)?.includes(state)) report(`is unexpectedly ${state} (${reason})`);
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
        report(
          `attempt ${number} has response code ${responseCode}, but the receiver sent ${request?.status}`,
        );
      if (outcome === "succeeded" && responseCode !== 200)
        report(`attempt ${number} succeeded with ${responseCode}`);
    }
    if (numberedAttempts.filter(({ outcome }) => outcome === "succeeded").length > 1)
      report("succeeded twice");
    const unknown = numberedAttempts.filter(({ outcome }) => outcome === "unknown");
    if (unknown.some((attempt) => !endedLeases.some(({ attemptId }) => attemptId === attempt.id)))
      report("has an interrupted attempt whose lease did not end");
    for (const { attemptId, number, workerSurelyKilled } of endedLeases) {
      const attempt = numberedAttempts.find(({ id }) => id === attemptId);
      if (workerSurelyKilled && attempt?.outcome !== "unknown")
        report(`attempt ${number} was interrupted, but is recorded as ${attempt?.outcome}`);
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
