import type { Prisma } from "@/prisma/generated/client";
import { recordAudit } from "../audit/record-audit";
import { prisma } from "../db";
import { newId } from "../ids";
import { requirePermission, type Scope } from "../scope/scope";
import { canCreateFor } from "../scope/visible-to";
import { checkSourceSettings, type SourceSettingError } from "./check-source-settings";
import { loadSource } from "./queries";
import type { CreateSourceInput, SourceView } from "./schema";
import { sealSourceKey } from "./sealed-key";
import { buildSourceUrl, generateSourceToken, hashSourceToken, toSourceTokenPrefix } from "./source-token";
import { getSourceSystem } from "./systems";

export type CreateSourceResult =
  | { ok: true; source: SourceView }
  | { ok: false; invalid: (SourceSettingError | UnknownPartner)[] };

interface UnknownPartner {
  field: "partnerId";
  code: "unknown_partner";
  message: string;
}

/**
 * Creates a source; audited. Requires sources:write. Settings that are left out are those of its system. The result contains the
 * source's URL, which no query returns. A source that a partner's user or API key creates belongs to that partner.
 * @param origin the public origin of this installation, for the URL
 */
export async function createSource(
  scope: Scope,
  input: CreateSourceInput,
  origin: string,
): Promise<CreateSourceResult> {
  requirePermission(scope, "sources:write");
  const { key, partnerId: givenPartnerId, ...given } = input;
  const system = getSourceSystem(input.system);
  const settings = {
    ...given,
    verification: given.verification ?? system.verification(key !== undefined),
    duplicateSeconds: given.duplicateSeconds ?? system.duplicateSeconds,
  };
  const invalid = checkSourceSettings({ ...settings, key: key ?? null, canSetKey: true });
  if (invalid.length > 0) return { ok: false, invalid };
  const partnerId = givenPartnerId ?? scope.partnerId;
  const id = newId();
  const token = generateSourceToken();
  const created = await prisma().$transaction(async (db) => {
    if (!(await canCreateFor(db, scope, partnerId))) return false;
    await db.source.create({
      data: {
        ...settings,
        id,
        partnerId,
        mapping: settings.mapping as Prisma.InputJsonObject,
        tokenHash: hashSourceToken(token),
        tokenPrefix: toSourceTokenPrefix(token),
        keySealed: key === undefined ? null : sealSourceKey(id, key),
        createdBy: scope.actor.name,
      },
    });
    const { name, system, verification } = settings;
    const target = { targetId: id, partnerId } as const;
    await recordAudit(db, scope, {
      action: "source.created",
      ...target,
      details: { name, system, verification },
    });
    return true;
  });
  if (!created) {
    const message = `There is no partner ${partnerId}.`;
    return { ok: false, invalid: [{ field: "partnerId", code: "unknown_partner", message }] };
  }
  const source = await loadSource(scope, id, buildSourceUrl(origin, token, input.system));
  if (!source) throw new Error("The source was created but could not be loaded.");
  return { ok: true, source };
}
