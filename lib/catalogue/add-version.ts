import type { Prisma } from "@/prisma/generated/client";
import { recordAudit } from "../audit/record-audit";
import { currentTime } from "../clock";
import { prisma } from "../db";
import { requirePermission, type Scope } from "../scope/scope";
import { clearCatalogueCache } from "./event-types";
import { readEventType } from "./queries";
import { writeSample } from "./samples";
import { type EventTypeWithVersions, type NewVersion, ownSystem } from "./schema";
import { validateContent } from "./validate-content";

export type VersionAdded =
  | { ok: true; eventType: EventTypeWithVersions }
  | { ok: false; rejected: "not_found" | "built_in"; message: string }
  | { ok: false; rejected: "schema_invalid" | "sample_invalid"; field: string; message: string };

/**
 * Makes a new version of an own event type the current one. Webhooks stay with the version that they chose: they
 * go on seeing of each event what that version knows.
 */
export async function addVersion(scope: Scope, name: string, input: NewVersion): Promise<VersionAdded> {
  requirePermission(scope, "event-types:write");
  const fault = validateContent(input);
  if (fault) return fault;
  const rejected = await prisma().$transaction(async (db) => {
    await db.$queryRaw`SELECT 1 FROM event_types WHERE name = ${name} FOR UPDATE`;
    const type = await db.eventType.findUnique({ where: { name } });
    if (!type) return "not_found";
    if (type.system !== ownSystem) return "built_in";
    await db.$executeRaw`
      INSERT INTO event_type_versions (name, version, schema, sample, created_at)
      SELECT name, version, schema, sample, created_at FROM event_types WHERE name = ${name}`;
    const version = type.version + 1;
    await db.eventType.update({
      where: { name },
      data: { version, createdAt: currentTime(), schema: input.schema as Prisma.InputJsonObject },
    });
    await writeSample(db, name, input.sample);
    await recordAudit(db, scope, {
      action: "event-type.version-added",
      targetId: name,
      partnerId: null,
      details: { name, title: type.title, version },
    });
    return null;
  });
  if (rejected === "not_found") return { ok: false, rejected, message: `There is no event type "${name}".` };
  if (rejected === "built_in") {
    return {
      ok: false,
      rejected,
      message: `"${name}" ships with Hookledger: its versions come with upgrades.`,
    };
  }
  clearCatalogueCache();
  const eventType = await readEventType(scope, name);
  if (!eventType) throw new Error("An event type that just got a version is gone.");
  return { ok: true, eventType };
}
