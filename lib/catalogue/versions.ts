import type { PrismaClient } from "@/prisma/generated/client";
import { prisma } from "../db";
import { readEarlierSamples, readSamples, type Sample } from "./samples";
import { type CompiledSchema, compileSchema } from "./schema-validation";

interface Version {
  schema: object;
  sample: Sample;
  validator: CompiledSchema;
}

const maxCachedVersions = 2_000;
/** One cache for each database connection, so that tests with several databases do not share versions. */
const versionCaches = new WeakMap<PrismaClient, Map<string, Promise<Version>>>();

function getOrCreateVersionCache(): Map<string, Promise<Version>> {
  const database = prisma();
  const cache = versionCaches.get(database) ?? new Map<string, Promise<Version>>();
  versionCaches.set(database, cache);
  return cache;
}

/**
 * Loads one version of an event type, with its compiled schema. It is cached for the life of the process, because versions never
 * change, except built-in ones in an upgrade. Throws when the version does not exist: callers check the number first.
 */
export function loadEventTypeVersion(name: string, version: number): Promise<Version> {
  const cache = getOrCreateVersionCache();
  const key = `${name} ${version}`;
  const known = cache.get(key);
  if (known) return known;
  if (cache.size >= maxCachedVersions) cache.clear();
  const loading = readVersion(name, version);
  cache.set(key, loading);
  loading.catch(() => cache.delete(key));
  return loading;
}

async function readVersion(name: string, version: number): Promise<Version> {
  const type = await prisma().eventType.findUnique({
    where: { name },
    include: { earlier: { where: { version } } },
  });
  const row = type?.version === version ? type : type?.earlier[0];
  if (!row) throw new Error(`The event type ${name} has no version ${version}.`);
  const schema = row.schema as object;
  const sample =
    type?.version === version
      ? (await readSamples([name])).get(name)
      : (await readEarlierSamples(name)).get(version);
  if (!sample) throw new Error(`Version ${version} of the event type ${name} has no sample.`);
  return { schema, sample, validator: compileSchema(schema) };
}
