import { pool } from "@/lib/db";
import type { CrashSystem } from "./crash-system";

/** Of webhooks that send in order, each delivery that was sent before the one before it for the same entity had succeeded. */
export async function findMisordered({ webhookIds, receiver }: CrashSystem): Promise<string[]> {
  const { rows } = await pool().query<{ id: string; line: string; state: string }>(
    `SELECT d.id, concat(w.id, ' ', d.entity_id) AS line, d.state FROM deliveries d JOIN webhooks w ON w.id = d.webhook_id
     WHERE w.id = ANY($1) AND w.ordered ORDER BY d.id`,
    [webhookIds],
  );
  const misordered: string[] = [];
  const lastOfLine = new Map<string, string>();
  for (const { id, line, state } of rows) {
    const before = lastOfLine.get(line);
    const first = receiver.requests.findIndex((one) => one.traceId === id && one.attempt !== "manual");
    const succeeded = receiver.requests.findIndex((one) => one.traceId === before && one.status === 200);
    if (before && first !== -1 && (succeeded === -1 || succeeded > first))
      misordered.push(`${id} was sent before ${before} had succeeded`);
    // After a failed one the next is sent all the same.
    if (state === "succeeded") lastOfLine.set(line, id);
    else lastOfLine.delete(line);
  }
  return misordered;
}
