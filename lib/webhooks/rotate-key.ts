import type { z } from "zod";
import { demand, type Scope } from "../access/scope";
import { recordAudit } from "../audit/record";
import { seal } from "../crypto/seal";
import { prisma } from "../db";
import { dialectOf } from "../dialects";
import { isId } from "../ids";
import { boundTo } from "./for-sending";
import { viewOf, within } from "./queries";
import type { rotateKeySchema, WebhookView } from "./schema";

/**
 * Gives a webhook a new key. The old one stays valid for the overlap, so that the receiver can change over
 * without losing a notice. The new key is in the answer, this once.
 * @returns null when there is no such webhook for this scope.
 */
export async function rotateKey(
  scope: Scope,
  id: string,
  { key, overlapHours }: z.output<typeof rotateKeySchema>,
): Promise<(WebhookView & { key: string }) | null> {
  demand(scope, "webhooks:write");
  if (!isId(id)) return null;
  const fresh = await prisma().$transaction(async (db) => {
    const row = await db.webhook.findFirst({
      where: { ...within(scope), id },
      select: { dialect: true, keySealed: true, partnerId: true, name: true },
    });
    if (!row) return null;
    const newKey = key ?? dialectOf(row.dialect).newKey();
    const previousKeyUntil = overlapHours === 0 ? null : new Date(Date.now() + overlapHours * 3_600_000);
    await db.webhook.update({
      where: { id },
      data: {
        keySealed: seal(newKey, boundTo.key(id)),
        previousKeySealed: previousKeyUntil ? row.keySealed : null,
        previousKeyUntil,
        updatedAt: new Date(),
      },
    });
    await recordAudit(db, scope, {
      action: "webhook.key-rotated",
      targetType: "webhook",
      targetId: id,
      partnerId: row.partnerId,
      details: { name: row.name, overlapHours },
    });
    return newKey;
  });
  const webhook = fresh === null ? null : await viewOf(scope, id);
  return webhook && fresh !== null ? { ...webhook, key: fresh } : null;
}
