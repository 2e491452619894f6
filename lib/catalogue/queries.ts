import { demand, type Scope } from "../access/scope";
import { prisma } from "../db";
import type { EventTypeView } from "./schema";

/** The whole catalogue, with schemas and samples. About a megabyte: for the API, not for a page. */
export async function listEventTypes(scope: Scope): Promise<EventTypeView[]> {
  demand(scope, "event-types:read");
  const rows = await prisma().eventType.findMany({ omit: { createdAt: true }, orderBy: { name: "asc" } });
  return rows.map((row) => ({
    ...row,
    schema: row.schema as EventTypeView["schema"],
    sample: row.sample as EventTypeView["sample"],
  }));
}

export interface EventTypeChoice {
  name: string;
  title: string;
  entityType: string;
  group: string;
  system: string;
  deprecated: boolean;
}

/** What a page needs to offer event types: ordered by system, group and title. */
export async function listEventTypeChoices(scope: Scope): Promise<EventTypeChoice[]> {
  demand(scope, "event-types:read");
  return prisma().eventType.findMany({
    select: { name: true, title: true, entityType: true, group: true, system: true, deprecated: true },
    orderBy: [{ system: "asc" }, { group: "asc" }, { title: "asc" }],
  });
}
