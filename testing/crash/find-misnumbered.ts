import { pool } from "@/lib/db";
import type { CrashSystem } from "./crash-system";

/** Finds gaps in the sequence numbers of each webhook, and requests whose number differs from that of their delivery. */
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
        `${traceId}: attempt ${attempt} sent the number ${sequence}, but the ledger has ${sequenceById.get(traceId)}`,
      );
  return misnumbered;
}
