import { builtinEventTypes } from "../../catalogue/builtin";
import { prisma } from "../../db";
import { requirePermission, type Scope } from "../../scope/scope";
import { contentTypeField, payloadUrlField } from "./config-fields";
import { toHookEvent } from "./hook-events";
import type { HookTemplateResponse } from "./schema";

/** Fineract's template "Web", for webhooks. Fineract's other three templates are not supported. */
export const webTemplate: HookTemplateResponse["templates"][number] = {
  id: 1,
  name: "Web",
  schema: [
    { fieldName: contentTypeField, fieldType: "string", optional: false, placeholder: "json / form" },
    { fieldName: payloadUrlField, fieldType: "string", optional: false },
  ],
};

/** The names of Fineract's other hook templates, which are not supported. */
const unsupportedTemplateNames = ["sms bridge", "elastic search", "message gateway"];

export function isUnsupportedTemplate(name: string): boolean {
  return unsupportedTemplateNames.includes(name.toLowerCase());
}

/** Whether a hook's name is that of one of Fineract's templates. Any other name is free text, as on Embarc's page. */
export function isTemplateName(name: string): boolean {
  return name.toLowerCase() === webTemplate.name.toLowerCase() || isUnsupportedTemplate(name);
}

const groupingByEventType = new Map(
  builtinEventTypes.map(({ name, fineract }) => [name, fineract?.grouping]),
);

/**
 * Returns the template and the events that it offers: all Fineract event types and custom event types that are not deprecated, by
 * grouping and entity, in Fineract's order. A hook can also subscribe to events that are not offered: other systems' events, under
 * derived names (hook-events.ts), deprecated events, and "*".
 */
export async function buildHookTemplateResponse(scope: Scope): Promise<HookTemplateResponse> {
  requirePermission(scope, "webhooks:read");
  const types = await prisma().eventType.findMany({
    where: { system: { notIn: ["PrecisionLender", "LoanPro", "Plexe", "Hookledger"] }, deprecated: false },
    select: { name: true, group: true, entityType: true },
    orderBy: { name: "asc" },
  });
  const groupings = new Map<string, Map<string, string[]>>();
  for (const { name, group, entityType } of types) {
    const { entityName, actionName } = toHookEvent(name, entityType);
    const grouping = groupingByEventType.get(name) ?? group;
    const entities = groupings.get(grouping) ?? new Map<string, string[]>();
    groupings.set(grouping, entities.set(entityName, [...(entities.get(entityName) ?? []), actionName]));
  }
  return {
    templates: [webTemplate],
    groupings: [...groupings].sort(compareByName).map(([name, entities]) => ({
      name,
      entities: [...entities].sort(compareByName).map(([entity, actions]) => ({ name: entity, actions })),
    })),
  };
}

function compareByName([one]: [string, unknown], [other]: [string, unknown]): number {
  return one < other ? -1 : 1;
}
