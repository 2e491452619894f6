import { pool } from "@/lib/db";
import type { CrashSystem } from "./crash-system";

/** Each gap in the sequence numbers of a webhook, and each request whose number is not that of its delivery. */
export async function findMisnumbered({ webhookIds, receiver }: CrashSystem): Promise<string[]> {
  const { rows } = await pool().query<{ id: string; webhookId: string; sequence: string | null }>(
    `SELECT id, webhook_id AS "webhookId", sequence FROM deliveries WHERE webhook_id = ANY($1) ORDER BY sequence`,
    [webhookIds],
  );
  const misnumbered: string[] = [];
  for (const webhookId of webhookIds) {
    const numbers = rows.filter((row) => row.webhookId === webhookId && row.sequence !== null);
    if (numbers.some(({ sequence }, index) => Number(sequence) !== index + 1))
      misnumbered.push(`${webhookId}: the numbers are ${numbers.map(({ sequence }) => sequence)}`);
  }
  const sequenceById = new Map(rows.map(({ id, sequence }) => [id, sequence]));
  for (const { traceId, attempt, sequence = null } of receiver.requests)
    if (sequenceById.get(traceId) !== sequence)
      misnumbered.push(
        `${traceId}: attempt ${attempt} has the number ${sequence}, the ledger ${sequenceById.get(traceId)}`,
      );
  return misnumbered;
}
