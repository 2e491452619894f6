import { recordAudit } from "../audit/record-audit";
import { CannotUnseal, encryptionKeyIds, seal, sealedHead, unseal } from "../crypto/seal";
import { pool, prisma } from "../db";
import type { Scope } from "../scope/scope";
import { countSealed, type SealedCount } from "./count-sealed";
import { type SealedColumn, sealedColumns } from "./sealed-columns";

export interface Resealed {
  /** Secrets that were resealed. */
  resealed: number;
  /** All secrets afterwards. */
  counts: SealedCount[];
}

const batch = 200;
const firstId = "00000000-0000-0000-0000-000000000000";

/**
 * Seals every secret with the current encryption key, while web and worker run. Safe to kill and to run again, also twice
 * at once: each secret is replaced by itself, and only where it still is what was read, so a rotation in between stays.
 * What cannot be opened stays as it is. The beginning is audited before anything changes, so that a run that was killed
 * is seen too.
 * @param progress is called after each batch with the number resealed so far.
 */
export async function resealSecrets(scope: Scope, progress: (resealed: number) => void): Promise<Resealed> {
  const [keyId] = encryptionKeyIds();
  const entry = { targetId: keyId ?? "" } as const;
  const old = (await countSealed()).filter(({ key }) => key === "old");
  await recordAudit(prisma(), scope, {
    ...entry,
    action: "secrets.reseal-started",
    details: { secrets: old },
  });
  let resealed = 0;
  const done = (count: number) => {
    resealed += count;
    progress(resealed);
  };
  for (const column of sealedColumns) {
    // A secret that changed while it was resealed is checked again: a process that was started before the change of
    // the settings may have sealed it with the old key.
    for (let again = true; again; ) {
      again = await resealColumn(column, done);
    }
  }
  const counts = await countSealed();
  await recordAudit(prisma(), scope, {
    ...entry,
    action: "secrets.resealed",
    details: { resealed, secrets: counts },
  });
  return { resealed, counts };
}

/** @returns whether a secret was changed in between, and is to be looked at again. */
async function resealColumn(column: SealedColumn, done: (count: number) => void): Promise<boolean> {
  let changed = false;
  for (let after = firstId; ; ) {
    const rows = await notCurrent(column, after);
    const last = rows.at(-1);
    if (!last) return changed;
    let count = 0;
    for (const row of rows) {
      const outcome = await resealRow(column, row);
      if (outcome === "resealed") count += 1;
      if (outcome === "changed") changed = true;
    }
    done(count);
    after = last.id;
  }
}

interface Row {
  id: string;
  webhookId: string;
  sealed: Buffer;
}

async function notCurrent({ table, column, webhookId }: SealedColumn, after: string): Promise<Row[]> {
  const { rows } = await pool().query<Row>(
    `SELECT id, ${webhookId} AS "webhookId", ${column} AS sealed FROM ${table}
     WHERE id > $1 AND octet_length(${column}) > 0 AND substring(${column} FROM 1 FOR 5) <> $2
     ORDER BY id LIMIT ${batch}`,
    [after, sealedHead()],
  );
  return rows;
}

async function resealRow(
  { table, column, boundTo }: SealedColumn,
  { id, webhookId, sealed }: Row,
): Promise<"resealed" | "changed" | "unreadable"> {
  const secret = opened(sealed, boundTo(webhookId));
  if (secret === null) return "unreadable";
  const { rowCount } = await pool().query(
    `UPDATE ${table} SET ${column} = $2 WHERE id = $1 AND ${column} = $3`,
    [id, Buffer.from(seal(secret, boundTo(webhookId))), sealed],
  );
  return rowCount === 1 ? "resealed" : "changed";
}

function opened(sealed: Buffer, boundTo: string): string | null {
  try {
    return unseal(sealed, boundTo);
  } catch (error) {
    if (error instanceof CannotUnseal) return null;
    throw error;
  }
}
