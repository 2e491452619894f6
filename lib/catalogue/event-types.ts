import { prisma } from "../db";

export interface CatalogueEntry {
  name: string;
  title: string;
  entityType: string;
  /** The current one. */
  version: number;
  validation: "off" | "warn" | "enforce";
}

interface Known {
  at: number;
  byName: Map<string, CatalogueEntry>;
}

const freshFor = 5_000;

/** On globalThis, like the pool: Next's bundle and the server in front of it must share one cache. */
const shared = globalThis as {
  hookledgerCatalogue?: { known?: Known | undefined; loading?: Promise<Known> | undefined };
};

function kept() {
  shared.hookledgerCatalogue ??= {};
  return shared.hookledgerCatalogue;
}

async function load(): Promise<Known> {
  const at = performance.now();
  const rows = await prisma().eventType.findMany({
    select: { name: true, title: true, entityType: true, version: true, validation: true },
  });
  const known = { at, byName: new Map(rows.map((row) => [row.name, row])) };
  kept().known = known;
  return known;
}

/**
 * The catalogue by name, at most five seconds old: accepting an event must not read a table that changes once a month.
 * Concurrent calls share one load.
 */
export async function loadCatalogue(): Promise<Map<string, CatalogueEntry>> {
  const { known } = kept();
  if (known && performance.now() - known.at < freshFor) return known.byName;
  kept().loading ??= load().finally(() => {
    kept().loading = undefined;
  });
  return ((await kept().loading) as Known).byName;
}

/** To call after this process changed the catalogue. */
export function clearCatalogueCache(): void {
  kept().known = undefined;
}
