import type { Prisma } from "@/prisma/generated/client";
import { recordAudit } from "../audit/record-audit";
import { prisma } from "../db";
import { requirePermission, type Scope } from "../scope/scope";
import { clearCatalogueCache } from "./catalogue-cache";
import { readEventType } from "./queries";
import { writeSample } from "./samples";
import { type CreateEventType, customSystem, type EventTypeWithVersions } from "./schema";
import { validateContent } from "./validate-content";

export type CreateEventTypeResult =
  | { ok: true; eventType: EventTypeWithVersions }
  | {
      ok: false;
      rejected: "name_taken" | "schema_invalid" | "sample_invalid";
      field: string;
      message: string;
    };

/** Adds a custom event type to the catalog, as its version 1. */
export async function createEventType(scope: Scope, input: CreateEventType): Promise<CreateEventTypeResult> {
  requirePermission(scope, "event-types:write");
  const rejection = validateContent(input);
  if (rejection) return rejection;
  const wasCreated = await prisma().$transaction(async (db) => {
    const { count } = await db.eventType.createMany({
      data: {
        ...input,
        system: customSystem,
        schema: input.schema as Prisma.InputJsonObject,
        sample: {},
      },
      skipDuplicates: true,
    });
    if (count === 0) return false;
    await writeSample(db, input.name, input.sample);
    await recordAudit(db, scope, {
      action: "event-type.created",
      targetId: input.name,
      partnerId: null,
      details: { name: input.name, title: input.title, validation: input.validation },
    });
    return true;
  });
  if (!wasCreated) {
    const message = `Event type "${input.name}" already exists. Choose another name, or add a version to it.`;
    return { ok: false, rejected: "name_taken", field: "name", message };
  }
  clearCatalogueCache();
  const eventType = await readEventType(scope, input.name);
  if (!eventType) throw new Error(`Event type ${input.name} is missing right after it was created.`);
  return { ok: true, eventType };
}
