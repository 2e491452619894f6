import { loadCatalogue } from "../catalogue/catalogue-cache";
import { loadEventTypeVersion } from "../catalogue/versions";
import type { FieldClasses } from "./mask-fields";

/**
 * Loads the schemas that classify the data of an event. Null if its type or version is not in the catalog, or if its schema is empty: then
 * nothing is known about its fields.
 */
export async function loadFieldClasses({
  type,
  version,
}: {
  type: string;
  version: number;
}): Promise<FieldClasses | null> {
  const entry = (await loadCatalogue()).get(type);
  if (!entry || version < 1 || version > entry.version) return null;
  const [own, current] = await Promise.all(
    [version, entry.version].map((number) => loadEventTypeVersion(type, number)),
  );
  if (!own || !current || Object.keys(own.schema).length === 0) return null;
  return { own: own.schema, current: current.schema };
}
