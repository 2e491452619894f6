import { recordAudit } from "../audit/record-audit";
import { currentTime } from "../clock";
import { type Db, prisma } from "../db";
import { parseId } from "../ids";
import { requirePermission, type Scope } from "../scope/scope";
import { checkSourceSettings, minKeyLength } from "./check-source-settings";
import { loadSource, lockSource } from "./queries";
import {
  type RotateSourceInput,
  type SourceSystemId,
  type SourceView,
  sourceSchema,
  type Verification,
} from "./schema";
import { openSourceKey, sealSourceKey } from "./sealed-key";
import { buildSourceUrl, generateSourceToken, hashSourceToken, toSourceTokenPrefix } from "./source-token";
import { getSourceSystem } from "./systems";

export type RotateSourceResult =
  | { ok: true; source: SourceView }
  | { ok: false; rejected: "not_found" | "key_invalid" | "key_unreadable"; message: string };

type Rejection = Extract<RotateSourceResult, { ok: false }>;
type Row = NonNullable<Awaited<ReturnType<typeof lockSource>>>;

const hourMs = 3_600_000;

/**
 * Replaces the key of a source, with one that its system has made, or the token in its URL; audited. Requires sources:write. What is
 * replaced stays valid for the overlap, so that the system can switch without losing a message; an earlier overlap ends. After rotating the
 * URL, the result contains it; no query returns it. Rotating to the current key changes nothing. The first key of a system that sends
 * without one by default, such as LoanPro, changes the verification too, so that the key is checked.
 * @param origin the public origin of this installation, for the URL
 */
export async function rotateSource(
  scope: Scope,
  typedId: string,
  input: RotateSourceInput,
  origin: string,
): Promise<RotateSourceResult> {
  requirePermission(scope, "sources:write");
  const id = parseId(typedId);
  if (id === null) return notFound(typedId);
  const rotated = await prisma().$transaction(async (db) => {
    const row = await lockSource(db, scope, id);
    if (!row) return notFound(typedId);
    const validUntil =
      input.overlapHours > 0 ? new Date(currentTime().getTime() + input.overlapHours * hourMs) : null;
    return input.what === "key"
      ? rotateKey(db, scope, row, input, validUntil)
      : rotateUrl(db, scope, row, input, validUntil, origin);
  });
  if (!rotated.ok) return rotated;
  const source = await loadSource(scope, id, rotated.url);
  return source ? { ok: true, source } : notFound(typedId);
}

function notFound(id: string): Rejection {
  return { ok: false, rejected: "not_found", message: `There is no source ${id}.` };
}

/** `validUntil`: when the current key stops being valid; null: at once. */
async function rotateKey(
  db: Db,
  scope: Scope,
  row: Row,
  { key, overlapHours }: Extract<RotateSourceInput, { what: "key" }>,
  validUntil: Date | null,
): Promise<Rejection | { ok: true; url: null }> {
  const { shape } = sourceSchema;
  const from = shape.verification.parse(row.verification);
  const to = row.keySealed === null ? chooseVerification(shape.system.parse(row.system), from) : from;
  const error = findKeyError(row, to, key);
  if (error) return { ok: false, rejected: "key_invalid", message: error };
  const current = row.keySealed && openSourceKey(row.id, row.keySealed);
  if (current === key) return { ok: true, url: null };
  if (row.keySealed && current === null && validUntil) return unreadableKeyRejection;
  const keepsCurrent = current !== null && validUntil !== null;
  await db.source.update({
    where: { id: row.id },
    data: {
      keySealed: sealSourceKey(row.id, key),
      // The previous key is sealed again, with the current encryption key.
      previousKeySealed: keepsCurrent ? sealSourceKey(row.id, current) : null,
      previousKeyUntil: keepsCurrent ? validUntil : null,
      verification: to,
      revision: { increment: 1 },
      updatedAt: currentTime(),
    },
  });
  await recordAudit(db, scope, {
    action: "source.key-rotated",
    targetId: row.id,
    partnerId: row.partnerId,
    details: { name: row.name, overlapHours, ...(to !== from && { verification: { from, to } }) },
  });
  return { ok: true, url: null };
}

/** The verification of a source that gets its first key: "none" stays only where a person must have chosen it. */
function chooseVerification(systemId: SourceSystemId, verification: Verification): Verification {
  const system = getSourceSystem(systemId);
  const isDefault = verification.kind === "none" && system.verification(false).kind === "none";
  return isDefault ? system.verification(true) : verification;
}

/**
 * A key for the verification "none" is stored for the time when the source verifies with it, so it only has to be long enough: what contains
 * a key of the source is not stored.
 */
function findKeyError({ system, mapping }: Row, verification: Verification, key: string): string | undefined {
  const { shape } = sourceSchema;
  if (key.length < minKeyLength) return `The key must have at least ${minKeyLength} characters.`;
  if (verification.kind === "none") return undefined;
  return checkSourceSettings({
    system: shape.system.parse(system),
    verification,
    mapping: shape.mapping.parse(mapping),
    key,
    canSetKey: true,
  }).find(({ field }) => field === "key")?.message;
}

const unreadableKeyRejection: Rejection = {
  ok: false,
  rejected: "key_unreadable",
  message:
    "The current key cannot be decrypted with the configured encryption keys, so it cannot stay valid. Rotate with an overlap of 0 hours.",
};

/** `validUntil`: when the current URL stops working; null: at once. */
async function rotateUrl(
  db: Db,
  scope: Scope,
  row: Row,
  { overlapHours }: RotateSourceInput,
  validUntil: Date | null,
  origin: string,
): Promise<{ ok: true; url: string }> {
  const token = generateSourceToken();
  await db.source.update({
    where: { id: row.id },
    data: {
      tokenHash: hashSourceToken(token),
      tokenPrefix: toSourceTokenPrefix(token),
      previousTokenHash: validUntil && row.tokenHash,
      previousTokenUntil: validUntil,
      revision: { increment: 1 },
      updatedAt: currentTime(),
    },
  });
  await recordAudit(db, scope, {
    action: "source.url-rotated",
    targetId: row.id,
    partnerId: row.partnerId,
    details: { name: row.name, overlapHours },
  });
  return { ok: true, url: buildSourceUrl(origin, token, sourceSchema.shape.system.parse(row.system)) };
}
