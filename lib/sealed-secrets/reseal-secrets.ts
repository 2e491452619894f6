import { recordAudit } from "../audit/record-audit";
import { CannotUnseal, getCurrentSealPrefix, listEncryptionKeyIds, seal, unseal } from "../crypto/seal";
import { pool, prisma } from "../db";
import type { Scope } from "../scope/scope";
import { countSealedSecrets, type SealedCount } from "./count-sealed";
import { type SealedColumn, sealedColumns } from "./sealed-columns";

export interface ResealSecretsResult {
  /** The number of resealed secrets. */
  resealed: number;
  /** The counts of all secrets after the run. */
  counts: SealedCount[];
}

const batchSize = 200;
const lowestId = "00000000-0000-0000-0000-000000000000";

/**
 * Seals every secret with the current encryption key, while web and worker run. It can be killed, repeated and run concurrently:
 * each secret is replaced separately, and only if it is unchanged since it was read, so that a concurrent rotation wins. Secrets
 * that cannot be opened stay unchanged. The start is audited before anything changes, so that a killed run is recorded too.
 * @param onProgress called after each batch with the number of secrets resealed so far.
 */
export async function resealSecrets(
  scope: Scope,
  onProgress: (resealed: number) => void,
): Promise<ResealSecretsResult> {
  const [keyId] = listEncryptionKeyIds();
  const auditTarget = { targetId: keyId ?? "" } as const;
  const oldCounts = (await countSealedSecrets()).filter(({ key }) => key === "old");
  await recordAudit(prisma(), scope, {
    ...auditTarget,
    action: "secrets.reseal-started",
    details: { secrets: oldCounts },
  });
  let resealed = 0;
  const reportDone = (count: number) => {
    resealed += count;
    onProgress(resealed);
  };
  for (const column of sealedColumns) {
    // A secret that changed while it was being resealed is checked again, because a process that still has the old settings may
    // have sealed it with the old key.
    for (let again = true; again; ) {
      again = await resealColumn(column, reportDone);
    }
  }
  const counts = await countSealedSecrets();
  await recordAudit(prisma(), scope, {
    ...auditTarget,
    action: "secrets.resealed",
    details: { resealed, secrets: counts },
  });
  return { resealed, counts };
}

/** Reseals all secrets of a column. @returns whether a secret changed meanwhile and has to be checked again */
async function resealColumn(column: SealedColumn, reportDone: (count: number) => void): Promise<boolean> {
  let changed = false;
  for (let afterId = lowestId; ; ) {
    const rows = await listOutdatedRows(column, afterId);
    const last = rows.at(-1);
    if (!last) return changed;
    let count = 0;
    for (const row of rows) {
      const outcome = await resealRow(column, row);
      if (outcome === "resealed") count += 1;
      if (outcome === "changed") changed = true;
    }
    reportDone(count);
    afterId = last.id;
  }
}

interface Row {
  id: string;
  ownerId: string;
  sealed: Buffer;
}

async function listOutdatedRows({ table, column, ownerId }: SealedColumn, after: string): Promise<Row[]> {
  const { rows } = await pool().query<Row>(
    `SELECT id, ${ownerId} AS "ownerId", ${column} AS sealed FROM ${table}
     WHERE id > $1 AND octet_length(${column}) > 0 AND substring(${column} FROM 1 FOR 5) <> $2
     ORDER BY id LIMIT ${batchSize}`,
    [after, getCurrentSealPrefix()],
  );
  return rows;
}

async function resealRow(
  { table, column, sealContext }: SealedColumn,
  { id, ownerId, sealed }: Row,
): Promise<"resealed" | "changed" | "unreadable"> {
  const secret = unsealOrNull(sealed, sealContext(ownerId));
  if (secret === null) return "unreadable";
  const { rowCount } = await pool().query(
    `UPDATE ${table} SET ${column} = $2 WHERE id = $1 AND ${column} = $3`,
    [id, Buffer.from(seal(secret, sealContext(ownerId))), sealed],
  );
  return rowCount === 1 ? "resealed" : "changed";
}

function unsealOrNull(sealed: Buffer, sealContext: string): string | null {
  try {
    return unseal(sealed, sealContext);
  } catch (error) {
    if (error instanceof CannotUnseal) return null;
    throw error;
  }
}
