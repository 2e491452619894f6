import { prisma } from "../db";

export interface CatalogueEntry {
  name: string;
  title: string;
  entityType: string;
  /** The number of the current version. */
  version: number;
  validation: "off" | "warn" | "enforce";
}

interface CachedCatalogue {
  at: number;
  byName: Map<string, CatalogueEntry>;
}

const maxAgeMs = 5_000;

/** Kept on globalThis, like the pool, because Next's bundle and the server in front of it must share one cache. */
const shared = globalThis as {
  hookledgerCatalogue?: {
    cachedCatalogue?: CachedCatalogue | undefined;
    loadInProgress?: Promise<CachedCatalogue> | undefined;
  };
};

function getCache() {
  shared.hookledgerCatalogue ??= {};
  return shared.hookledgerCatalogue;
}

async function readCatalogue(): Promise<CachedCatalogue> {
  const at = performance.now();
  const rows = await prisma().eventType.findMany({
    select: { name: true, title: true, entityType: true, version: true, validation: true },
  });
  const cached = { at, byName: new Map(rows.map((row) => [row.name, row])) };
  getCache().cachedCatalogue = cached;
  return cached;
}

/**
 * Loads the catalog, by event type name. It is cached for up to five seconds, because accepting an event must not read a table
 * that changes once a month. Concurrent calls share one load.
 */
export async function loadCatalogue(): Promise<Map<string, CatalogueEntry>> {
  const { cachedCatalogue } = getCache();
  if (cachedCatalogue && performance.now() - cachedCatalogue.at < maxAgeMs) return cachedCatalogue.byName;
  getCache().loadInProgress ??= readCatalogue().finally(() => {
    getCache().loadInProgress = undefined;
  });
  return ((await getCache().loadInProgress) as CachedCatalogue).byName;
}

/** Clears the cache. Call this after this process has changed the catalog. */
export function clearCatalogueCache(): void {
  getCache().cachedCatalogue = undefined;
}
