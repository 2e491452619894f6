import { recordAudit } from "../audit/record-audit";
import { currentTime } from "../clock";
import { prisma } from "../db";
import { parseId } from "../ids";
import { requirePermission, type Scope } from "../scope/scope";
import { visibleTo } from "../scope/visible-to";
import { forgetApiKey } from "./authenticate-api-key";

/**
 * Revokes an API key permanently; audited. The key is rejected at once in this process, and within 5 s in all others. Requires
 * api-keys:write. Idempotent.
 */
export async function revokeApiKey(
  scope: Scope,
  typedId: string,
  now = currentTime(),
): Promise<{ ok: true } | { ok: false; reason: "not-found" }> {
  requirePermission(scope, "api-keys:write");
  const id = parseId(typedId);
  if (id === null) return { ok: false, reason: "not-found" };
  const key = await prisma().apiKey.findFirst({
    where: { id, ...visibleTo(scope) },
    select: { name: true, prefix: true, hash: true, partnerId: true },
  });
  if (!key) return { ok: false, reason: "not-found" };

  await prisma().$transaction(async (db) => {
    const { count } = await db.apiKey.updateMany({
      where: { id, revokedAt: null },
      data: { revokedAt: now },
    });
    if (count === 0) return;
    const { name, prefix, partnerId } = key;
    const target = { targetId: id, partnerId } as const;
    await recordAudit(db, scope, { action: "api-key.revoked", ...target, details: { name, prefix } });
  });
  forgetApiKey(key.hash);
  return { ok: true };
}
