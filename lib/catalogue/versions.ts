import { prisma } from "../db";
import { type CompiledSchema, compileSchema } from "./json-schema";
import { readEarlierSamples, readSamples, type Sample } from "./samples";

interface Version {
  schema: object;
  sample: Sample;
  validator: CompiledSchema;
}

const mostKept = 2_000;
const kept = new Map<string, Promise<Version>>();

/**
 * One version of an event type, with its compiled schema. Cached for the life of the process: a version never changes, and
 * built-in ones only with an upgrade. Throws when it does not exist: callers check the number first.
 */
export function loadEventTypeVersion(name: string, version: number): Promise<Version> {
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
