import { isDeepStrictEqual } from "node:util";
import type { Prisma } from "@/prisma/generated/client";
import { recordAudit } from "../audit/record-audit";
import { currentTime } from "../clock";
import { type Db, prisma } from "../db";
import { parseId } from "../ids";
import { requirePermission, type Scope } from "../scope/scope";
import { checkSourceSettings, type SourceSettingError } from "./check-source-settings";
import { loadSource, lockSource } from "./queries";
import { type SourceView, sourceSchema, type UpdateSourceInput } from "./schema";
import { openSourceKey } from "./sealed-key";

export type UpdateSourceResult =
  | { ok: true; source: SourceView }
  | { ok: false; rejected: "not_found"; message: string }
  | { ok: false; rejected: "invalid_settings"; invalid: (SourceSettingError | UnreadableKey)[] };

interface UnreadableKey {
  field: "verification";
  code: "key_unreadable";
  message: string;
}

/**
 * Changes settings of a source; audited. Requires sources:write. The change counts for the next message, and for those that wait to be
 * mapped. A key is stored but unused while the verification is "none". Another kind of verification ends the overlap of a previous key.
 */
export async function updateSource(
  scope: Scope,
  typedId: string,
  input: UpdateSourceInput,
): Promise<UpdateSourceResult> {
  requirePermission(scope, "sources:write");
  const id = parseId(typedId);
  const rejection =
    id === null ? notFound(typedId) : await prisma().$transaction((db) => update(db, scope, id, input));
  if (rejection) return rejection;
  const source = id && (await loadSource(scope, id));
  return source ? { ok: true, source } : notFound(typedId);
}

function notFound(id: string) {
  return { ok: false, rejected: "not_found", message: `There is no source ${id}.` } as const;
}

async function update(
  db: Db,
  scope: Scope,
  id: string,
  input: UpdateSourceInput,
): Promise<Exclude<UpdateSourceResult, { ok: true }> | null> {
  const row = await lockSource(db, scope, id);
  if (!row) return notFound(id);
  const before = readSettings(row);
  const changes = Object.fromEntries(
    Object.entries(input)
      .filter(([name, value]) => value !== undefined && !isSame(before[name as keyof Settings], value))
      .map(([name, value]) => [name, { from: before[name as keyof Settings], to: value }]),
  );
  if (Object.keys(changes).length === 0) return null;
  const settings = { ...before, ...withoutUndefined(input) };
  const invalid = "verification" in changes || "mapping" in changes ? checkSettings(row, settings) : [];
  if (invalid.length > 0) return { ok: false, rejected: "invalid_settings", invalid };
  // A previous key was never checked for the new kind, which may not be able to use it.
  const previousKey = before.verification.kind !== settings.verification.kind && {
    previousKeySealed: null,
    previousKeyUntil: null,
  };
  await db.source.update({
    where: { id },
    data: {
      ...settings,
      ...previousKey,
      mapping: settings.mapping as Prisma.InputJsonObject,
      revision: { increment: 1 },
      updatedAt: currentTime(),
    },
  });
  const target = { targetId: id, partnerId: row.partnerId } as const;
  await recordAudit(db, scope, { action: "source.changed", ...target, details: changes });
  return null;
}

type Row = NonNullable<Awaited<ReturnType<typeof lockSource>>>;
type Settings = Pick<SourceView, "name" | "verification" | "mapping" | "networks" | "duplicateSeconds">;

function readSettings({ name, verification, mapping, networks, duplicateSeconds }: Row): Settings {
  const { shape } = sourceSchema;
  return {
    name,
    verification: shape.verification.parse(verification),
    mapping: shape.mapping.parse(mapping),
    networks,
    duplicateSeconds,
  };
}

const withoutUndefined = (input: UpdateSourceInput) =>
  Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined)) as Partial<Settings>;

/** Compares settings as they are stored: without undefined fields, and in any order of fields. */
const isSame = (one: unknown, other: unknown) =>
  isDeepStrictEqual(one, JSON.parse(JSON.stringify(other)) as unknown);

function checkSettings(
  { id, system, keySealed }: Row,
  { verification, mapping }: Settings,
): (SourceSettingError | UnreadableKey)[] {
  const usedKey = verification.kind === "none" ? null : keySealed;
  const key = usedKey && openSourceKey(id, usedKey);
  if (usedKey !== null && key === null) {
    const message =
      "The key cannot be decrypted with the configured encryption keys, so it cannot be checked. Rotate the key with an overlap of 0 hours.";
    return [{ field: "verification", code: "key_unreadable", message }];
  }
  const settings = { system: sourceSchema.shape.system.parse(system), verification, mapping, key };
  return checkSourceSettings({ ...settings, canSetKey: false });
}
