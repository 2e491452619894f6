import type { z } from "zod";
import { demand, type Scope } from "../access/scope";
import { recordAudit } from "../audit/record";
import { currentTime, currentTimeMs } from "../clock";
import { seal, unseal } from "../crypto/seal";
import { prisma } from "../db";
import { dialectOf } from "../dialects";
import { keyFault } from "../dialects/key-fault";
import { isId } from "../ids";
import { boundTo } from "./for-sending";
import { viewOf, within } from "./queries";
import type { rotateKeySchema, WebhookView } from "./schema";

export type Rotated =
  | { ok: true; webhook: WebhookView & { key: string } }
  | { ok: false; refused: "not_found" }
  | { ok: false; refused: "wrong_key"; message: string };

/**
 * Gives a webhook a new key. The old one stays valid for the overlap, so that the receiver can change over
 * without losing a notice. The new key is in the answer, this once. The key that it has already changes nothing.
 */
export async function rotateKey(
  scope: Scope,
  id: string,
  { key, overlapHours }: z.output<typeof rotateKeySchema>,
): Promise<Rotated> {
  demand(scope, "webhooks:write");
  if (!isId(id)) return { ok: false, refused: "not_found" };
  const fresh = await prisma().$transaction(async (db) => {
    const row = await db.webhook.findFirst({
      where: { ...within(scope), id },
      select: { dialect: true, options: true, keySealed: true, partnerId: true, name: true },
    });
    if (!row) return null;
    const dialect = dialectOf(row.dialect);
    const options = dialect.options.parse(row.options);
    const newKey = key ?? dialect.newKey(options);
    const fault = keyFault(dialect, newKey, options);
    if (fault) return { fault };
    // Brought again by a client that registers at each of its starts: a running overlap must not be cut short.
    if (key !== undefined && unseal(row.keySealed, boundTo.key(id)) === key) return { newKey };
    const previousKeyUntil = overlapHours === 0 ? null : new Date(currentTimeMs() + overlapHours * 3_600_000);
    await db.webhook.update({
      where: { id },
      data: {
        keySealed: seal(newKey, boundTo.key(id)),
        previousKeySealed: previousKeyUntil ? row.keySealed : null,
        previousKeyUntil,
        updatedAt: currentTime(),
      },
    });
    await recordAudit(db, scope, {
      action: "webhook.key-rotated",
      targetType: "webhook",
      targetId: id,
      partnerId: row.partnerId,
      details: { name: row.name, overlapHours },
    });
    return { newKey };
  });
  if (fresh?.fault !== undefined) return { ok: false, refused: "wrong_key", message: fresh.fault };
  const webhook = fresh === null ? null : await viewOf(scope, id);
  return webhook && fresh
    ? { ok: true, webhook: { ...webhook, key: fresh.newKey } }
    : { ok: false, refused: "not_found" };
}
