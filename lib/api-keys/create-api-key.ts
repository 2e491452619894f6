import { recordAudit } from "../audit/record-audit";
import { currentTime } from "../clock";
import { prisma } from "../db";
import { newId } from "../ids";
import { listMissingPermissions } from "../scope/grantable";
import { lenderOnlyPermissions } from "../scope/permissions";
import { requirePermission, type Scope } from "../scope/scope";
import { canCreateFor } from "../scope/visible-to";
import { collectFieldErrors, type FieldErrors } from "../users/schema";
import { generateApiKey, hashApiKey, toApiKeyPrefix } from "./api-key-token";
import { type NewApiKey, newApiKeySchema } from "./schema";

export type CreateApiKeyResult =
  /** `token` is returned only here; only its hash and its prefix are stored. */
  | { ok: true; id: string; token: string; prefix: string }
  | { ok: false; reason: "invalid"; errors: FieldErrors };

const dayMs = 86_400_000;

/**
 * Creates an API key; audited. Requires api-keys:write. The key cannot have a scope that its creator lacks; a partner's key
 * does not get the scopes that only the lender has. A key created by a user of a partner belongs to that partner.
 */
export async function createApiKey(
  scope: Scope,
  input: NewApiKey,
  now = currentTime(),
): Promise<CreateApiKeyResult> {
  requirePermission(scope, "api-keys:write");
  const parsed = newApiKeySchema.safeParse(input);
  if (!parsed.success) return { ok: false, reason: "invalid", errors: collectFieldErrors(parsed.error) };
  const { name, expiresInDays } = parsed.data;
  const partnerId = parsed.data.partnerId ?? scope.partnerId;
  const withheld = partnerId === null ? [] : lenderOnlyPermissions;
  const scopes = parsed.data.scopes.filter((name) => !withheld.includes(name));
  if (scopes.length === 0) {
    return rejectField(
      "scopes",
      "Choose another scope: event types and metrics concern all partners, so a partner's API key cannot change event types or read metrics.",
    );
  }

  const missingPermissions = listMissingPermissions(scope, scopes);
  if (missingPermissions.length > 0) {
    return rejectField(
      "scopes",
      `You cannot grant scopes that you do not have: ${missingPermissions.join(", ")}.`,
    );
  }
  const id = newId();
  const token = generateApiKey();
  const prefix = toApiKeyPrefix(token);
  const expiresAt = expiresInDays === null ? null : new Date(now.getTime() + expiresInDays * dayMs);
  return prisma().$transaction(async (db) => {
    if (!(await canCreateFor(db, scope, partnerId)))
      return rejectField("partnerId", "This partner does not exist.");
    const row = { id, name, prefix, scopes, partnerId, createdAt: now, expiresAt };
    await db.apiKey.create({ data: { ...row, hash: hashApiKey(token), createdBy: scope.actor.name } });
    const details = { name, prefix, scopes, expiresAt };
    const target = { targetId: id, partnerId } as const;
    await recordAudit(db, scope, { action: "api-key.created", ...target, details });
    return { ok: true, id, token, prefix };
  });
}

function rejectField(field: string, message: string): CreateApiKeyResult {
  return { ok: false, reason: "invalid", errors: { [field]: message } };
}
