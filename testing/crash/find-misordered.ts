import { pool } from "@/lib/db";
import type { CrashSystem } from "./crash-system";

/** Finds deliveries of ordered webhooks that were sent before the previous delivery for the same entity had succeeded. */
export async function findMisordered({ webhookIds, receiver }: CrashSystem): Promise<string[]> {
  const { rows } = await pool().query<{ id: string; line: string; state: string }>(
    `SELECT d.id, concat(w.id, ' ', d.entity_id) AS line, d.state FROM deliveries d JOIN webhooks w ON w.id = d.webhook_id
     WHERE w.id = ANY($1) AND w.ordered ORDER BY d.id`,
    [webhookIds],
  );
  const misordered: string[] = [];
  const lastOfLine = new Map<string, string>();
  for (const { id, line, state } of rows) {
    const previous = lastOfLine.get(line);
    const sentAt = receiver.requests.findIndex(
      ({ traceId, attempt }) => traceId === id && attempt !== "manual",
    );
    const previousSucceededAt = receiver.requests.findIndex(
      ({ traceId, status }) => traceId === previous && status === 200,
    );
    if (previous && sentAt !== -1 && (previousSucceededAt === -1 || previousSucceededAt > sentAt))
      misordered.push(`${id} was sent before ${previous} had succeeded`);
    // A delivery that did not succeed does not hold up the next one.
    if (state === "succeeded") lastOfLine.set(line, id);
    else lastOfLine.delete(line);
  }
  return misordered;
}
