import type { PrismaClient } from "@/prisma/generated/client";
import { prisma } from "../db";
import { type CompiledSchema, compileSchema } from "./json-schema";
import { readEarlierSamples, readSamples, type Sample } from "./samples";

interface Version {
  schema: object;
  sample: Sample;
  validator: CompiledSchema;
}

const mostKept = 2_000;
/** By connection: what one database says is nothing that another one has. */
const keptOf = new WeakMap<PrismaClient, Map<string, Promise<Version>>>();

function keptVersions(): Map<string, Promise<Version>> {
  const database = prisma();
  const kept = keptOf.get(database) ?? new Map<string, Promise<Version>>();
  keptOf.set(database, kept);
  return kept;
}

/**
 * One version of an event type, with its compiled schema. Cached for the life of the process: a version never changes, and
 * built-in ones only with an upgrade. Throws when it does not exist: callers check the number first.
 */
export function loadEventTypeVersion(name: string, version: number): Promise<Version> {
  const kept = keptVersions();
  const key = `${name} ${version}`;
  const known = kept.get(key);
  if (known) return known;
  if (kept.size >= mostKept) kept.clear();
  const loading = load(name, version);
  kept.set(key, loading);
  loading.catch(() => kept.delete(key));
  return loading;
}

async function load(name: string, version: number): Promise<Version> {
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
