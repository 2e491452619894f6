import type { z } from "zod";
import { recordAudit } from "../audit/record-audit";
import { currentTime } from "../clock";
import { seal } from "../crypto/seal";
import { type Db, prisma } from "../db";
import { getDialect } from "../dialects";
import { findKeyError } from "../dialects/keys";
import { maxPreviousKeys } from "../dialects/previous-key-headers";
import { newId, parseId } from "../ids";
import { requirePermission, type Scope } from "../scope/scope";
import { loadWebhook, visibleWebhooksFilter } from "./queries";
import type { rotateKeySchema, WebhookView } from "./schema";
import { openKey, previousKeysQuery, sealContext } from "./secrets/sealed-values";

export type RotateKeyResult =
  | { ok: true; webhook: WebhookView & { key: string }; replaced: boolean }
  | { ok: false; rejected: "not_found" }
  | ({ ok: false } & Rejection);

interface Rejection {
  rejected: "wrong_key" | "too_many_keys" | "key_unreadable";
  message: string;
}
type RotateKeyInput = z.output<typeof rotateKeySchema>;

/**
 * Gives a webhook a new key. The key that it replaces stays valid for the overlap, so that the receiver can switch without
 * rejecting a webhook; each earlier key stays valid until its own overlap ends, unless `endPreviousKeys` is set. The result
 * contains the new key, which no query returns. Rotating to the current key replaces nothing (`replaced` is false);
 * `endPreviousKeys` then only ends the previous keys.
 */
export async function rotateKey(
  scope: Scope,
  typedId: string,
  input: RotateKeyInput,
): Promise<RotateKeyResult> {
  requirePermission(scope, "webhooks:write");
  const id = parseId(typedId);
  if (id === null) return { ok: false, rejected: "not_found" };
  const rotated = await prisma().$transaction((db) => rotate(db, scope, id, input));
  if (rotated && "rejected" in rotated) return { ok: false, ...rotated };
  const webhook = rotated && (await loadWebhook(scope, id));
  return webhook && rotated
    ? { ok: true, webhook: { ...webhook, key: rotated.key }, replaced: rotated.replaced }
    : { ok: false, rejected: "not_found" };
}

async function rotate(
  db: Db,
  scope: Scope,
  id: string,
  { key: given, overlapHours, endPreviousKeys = false }: RotateKeyInput,
): Promise<{ key: string; replaced: boolean } | Rejection | null> {
  // The lock makes concurrent rotations run one after another: the second makes the key of the first a previous key.
  await db.$queryRaw`SELECT id FROM webhooks WHERE id = ${id}::uuid FOR UPDATE`;
  const now = currentTime();
  const row = await db.webhook.findFirst({
    where: { ...visibleWebhooksFilter(scope), id },
    select: {
      dialect: true,
      options: true,
      keySealed: true,
      partnerId: true,
      name: true,
      previousKeys: previousKeysQuery(now),
    },
  });
  if (!row) return null;
  const dialect = getDialect(row.dialect);
  const options = dialect.options.parse(row.options);
  const key = given ?? dialect.newKey(options);
  const error = findKeyError(dialect, key, options);
  if (error) return { rejected: "wrong_key", message: error };
  const previousKey = openKey(id, row.keySealed);
  if (previousKey === key) {
    // A client may register with the same key whenever it starts; this must not end an overlap early.
    if (endPreviousKeys) await endAllPreviousKeys(db, scope, { id, ...row });
    return { key, replaced: false };
  }
  const hasOverlap = overlapHours > 0;
  if (hasOverlap && previousKey === null) return unreadableKeyRejection;
  // A previous key that becomes current again needs no overlap, and one that cannot be decrypted would make every attempt fail.
  const endedKeys = row.previousKeys.filter(({ keySealed }) => {
    const previous = openKey(id, keySealed);
    return endPreviousKeys || previous === null || previous === key;
  });
  const [nextEnd, ...others] = row.previousKeys
    .filter((previous) => !endedKeys.includes(previous))
    .map(({ validUntil }) => validUntil)
    .sort((one, other) => +one - +other);
  if (hasOverlap && nextEnd && others.length + 1 >= maxPreviousKeys) return tooManyKeysRejection(nextEnd);
  await db.previousKey.deleteMany({ where: { id: { in: endedKeys.map((previous) => previous.id) } } });
  if (hasOverlap && previousKey !== null) {
    // The key is sealed again, with the current encryption key.
    const validUntil = new Date(now.getTime() + overlapHours * 3_600_000);
    await db.previousKey.create({
      data: { id: newId(), webhookId: id, keySealed: seal(previousKey, sealContext.key(id)), validUntil },
    });
  }
  await db.webhook.update({
    where: { id },
    data: { keySealed: seal(key, sealContext.key(id)), updatedAt: now },
  });
  await recordAudit(db, scope, {
    action: "webhook.key-rotated",
    targetId: id,
    partnerId: row.partnerId,
    details: {
      name: row.name,
      overlapHours,
      ...(endPreviousKeys ? { endedPreviousKeys: endedKeys.length } : {}),
    },
  });
  return { key, replaced: true };
}

interface WebhookWithPreviousKeys {
  id: string;
  name: string;
  partnerId: string | null;
  previousKeys: readonly { id: string }[];
}

/** Ends the previous keys of a webhook whose key stays as it is. */
async function endAllPreviousKeys(
  db: Db,
  scope: Scope,
  { id, name, partnerId, previousKeys }: WebhookWithPreviousKeys,
): Promise<void> {
  if (previousKeys.length === 0) return;
  await db.previousKey.deleteMany({ where: { id: { in: previousKeys.map((previous) => previous.id) } } });
  await db.webhook.update({ where: { id }, data: { updatedAt: currentTime() } });
  const details = { name, endedPreviousKeys: previousKeys.length };
  await recordAudit(db, scope, { action: "webhook.previous-keys-ended", targetId: id, partnerId, details });
}

const unreadableKeyRejection: Rejection = {
  rejected: "key_unreadable",
  message:
    "The current key cannot be decrypted with the configured encryption keys, so it cannot sign during an overlap. Rotate with an overlap of 0 hours.",
};

function tooManyKeysRejection(nextEnd: Date): Rejection {
  const message = `${maxPreviousKeys} previous keys are still valid, which is the maximum; the first of them expires at ${nextEnd.toISOString()}. Rotate after that time, or end the previous keys with this rotation.`;
  return { rejected: "too_many_keys", message };
}
