import { prisma } from "../db";
import { loadCatalogue } from "./catalogue-cache";
import { loadEventTypeVersion } from "./versions";

/**
 * Lists the fields of an event type: those of its schema and of its sample. For "*", lists the fields in the schemas of all event types;
 * for an unknown event type, none.
 * @param version the version of the event type; the current one if omitted
 */
export async function listFieldNames(eventType: string, version?: number): Promise<string[]> {
  if (eventType === "*") {
    const types = await prisma().eventType.findMany({ select: { schema: true } });
    return [...new Set(types.flatMap(({ schema }) => listProperties(schema as object)))];
  }
  const type = (await loadCatalogue()).get(eventType);
  if (!type) return [];
  const { schema, sample } = await loadEventTypeVersion(eventType, version ?? type.version);
  return [...new Set([...listProperties(schema), ...Object.keys(sample.data)])];
}

function listProperties(schema: object): string[] {
  const properties: unknown = "properties" in schema ? schema.properties : null;
  return properties !== null && typeof properties === "object" ? Object.keys(properties) : [];
}
