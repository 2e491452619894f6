import { loadCatalogue } from "../catalogue/catalogue-cache";
import { loadEventTypeVersion } from "../catalogue/versions";
import type { FieldClasses } from "./mask-fields";

/** Describes no field, so that all are masked. */
const unknownClasses: FieldClasses = { own: {}, current: {} };

/** Loads the schemas that classify the data of an event. If its type or version is not in the catalog, no field is known. */
export async function loadFieldClasses({
  type,
  version,
}: {
  type: string;
  version: number;
}): Promise<FieldClasses> {
  const entry = (await loadCatalogue()).get(type);
  if (!entry || version < 1 || version > entry.version) return unknownClasses;
  const [own, current] = await Promise.all(
    [version, entry.version].map((number) => loadEventTypeVersion(type, number)),
  );
  return own && current ? { own: own.schema, current: current.schema } : unknownClasses;
}
