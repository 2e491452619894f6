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

/** On globalThis, like the pool: what Next bundles and the small server before it must forget it together. */
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
 * The catalogue by name, at most five seconds old: accepting an event must not read a table that changes once a
 * month. One load at a time, whoever asks.
 */
export async function loadCatalogue(): Promise<Map<string, CatalogueEntry>> {
  const { known } = kept();
  if (known && performance.now() - known.at < freshFor) return known.byName;
  kept().loading ??= load().finally(() => {
    kept().loading = undefined;
  });
  return ((await kept().loading) as Known).byName;
}

/** Forgets the kept catalogue: after it was changed in this process. */
export function clearCatalogueCache(): void {
  kept().known = undefined;
}
