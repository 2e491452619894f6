// Short file: the catalog of a new installation, for tests without a database.
import { builtinEventTypes } from "@/lib/catalogue/builtin";
import type { CatalogueEntry } from "@/lib/catalogue/catalogue-cache";

/** The built-in event types by name, as loadCatalogue returns them, with more event types or changes of built-in ones. */
export function makeCatalogue(...changes: Partial<CatalogueEntry>[]): Map<string, CatalogueEntry> {
  const entries = [...builtinEventTypes, ...changes].map(
    ({ name = "", title = name, entityType = "Loan" }): [string, CatalogueEntry] => [
      name,
      { name, title, entityType, version: 1, validation: "warn" },
    ],
  );
  return new Map(entries);
}
