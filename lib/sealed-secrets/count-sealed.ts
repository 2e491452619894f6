import { listEncryptionKeyIds } from "../crypto/seal";
import { pool } from "../db";
import { sealedColumns } from "./sealed-columns";

/** The number of secrets of a kind that one encryption key sealed. */
export interface SealedCount {
  kind: string;
  keyId: string;
  count: number;
  /** A "current" key seals new values; an "old" key only opens values; an "absent" key is not configured, so nothing opens its values. */
  key: "current" | "old" | "absent";
}

/** Counts all sealed secrets, by kind and ID of the encryption key. */
export async function countSealedSecrets(): Promise<SealedCount[]> {
  const [current, ...oldKeyIds] = listEncryptionKeyIds();
  const counts = await Promise.all(
    sealedColumns.map(async ({ kind, table, column }) => {
      const { rows } = await pool().query<{ keyId: string; count: number }>(
        `SELECT encode(substring(${column} FROM 2 FOR 4), 'hex') AS "keyId", count(*)::int AS count
         FROM ${table} WHERE octet_length(${column}) > 0 GROUP BY 1 ORDER BY 1`,
      );
      return rows.map((row) => ({ kind, ...row }));
    }),
  );
  return counts.flat().map((row) => ({
    ...row,
    key: row.keyId === current ? "current" : oldKeyIds.includes(row.keyId) ? "old" : "absent",
  }));
}

/** Formats counts for the operator: "signing keys (3), header values (1)". */
export function describeCounts(counts: readonly Pick<SealedCount, "kind" | "count">[]): string {
  return counts.map(({ kind, count }) => `${kind} (${count})`).join(", ");
}
