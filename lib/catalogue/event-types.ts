import { prisma } from "../db";

export interface CatalogueEntry {
  name: string;
  title: string;
  entityType: string;
  /** The current one. */
  version: number;
}

const freshFor = 5_000;
let known: { at: number; byName: Map<string, CatalogueEntry> } | undefined;
let loading: Promise<Map<string, CatalogueEntry>> | undefined;

async function load(): Promise<Map<string, CatalogueEntry>> {
  const rows = await prisma().eventType.findMany({
    select: { name: true, title: true, entityType: true, version: true },
  });
  const byName = new Map(rows.map((row) => [row.name, row]));
  known = { at: Date.now(), byName };
  return byName;
}

/**
 * The catalogue by name, at most five seconds old: accepting an event must not read a table that changes once a
 * month. One load at a time, whoever asks.
 */
export async function catalogue(): Promise<Map<string, CatalogueEntry>> {
  if (known && Date.now() - known.at < freshFor) return known.byName;
  loading ??= load().finally(() => {
    loading = undefined;
  });
  return loading;
}

/** Forgets the kept catalogue: after it was changed in this process. */
export function forgetCatalogue(): void {
  known = undefined;
}
