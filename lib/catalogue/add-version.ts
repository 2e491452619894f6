import type { Prisma } from "@/prisma/generated/client";
import { recordAudit } from "../audit/record-audit";
import { currentTime } from "../clock";
import { prisma } from "../db";
import { requirePermission, type Scope } from "../scope/scope";
import { clearCatalogueCache } from "./catalogue-cache";
import { readEventType } from "./queries";
import { writeSample } from "./samples";
import { customSystem, type EventTypeWithVersions, type NewVersion } from "./schema";
import { validateContent } from "./validate-content";

export type AddVersionResult =
  | { ok: true; eventType: EventTypeWithVersions }
  | { ok: false; rejected: "not_found" | "built_in"; message: string }
  | { ok: false; rejected: "schema_invalid" | "sample_invalid"; field: string; message: string };

/**
 * Adds a version to a custom event type and makes it the current one. Webhooks keep the version they chose, and
 * get only the fields that their version describes.
 */
export async function addVersion(scope: Scope, name: string, input: NewVersion): Promise<AddVersionResult> {
  requirePermission(scope, "event-types:write");
  const rejection = validateContent(input);
  if (rejection) return rejection;
  const rejectionCode = await prisma().$transaction(async (db) => {
    await db.$queryRaw`SELECT 1 FROM event_types WHERE name = ${name} FOR UPDATE`;
    const type = await db.eventType.findUnique({ where: { name } });
    if (!type) return "not_found";
    if (type.system !== customSystem) return "built_in";
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
  if (rejectionCode === "not_found")
    return { ok: false, rejected: rejectionCode, message: `Event type "${name}" does not exist.` };
  if (rejectionCode === "built_in") {
    return {
      ok: false,
      rejected: rejectionCode,
      message: `Event type "${name}" is built in: only a Hookledger upgrade can add versions to it.`,
    };
  }
  clearCatalogueCache();
  const eventType = await readEventType(scope, name);
  if (!eventType) throw new Error(`Event type ${name} is missing right after a version was added.`);
  return { ok: true, eventType };
}
