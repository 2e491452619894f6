import { type Db, pool, prisma } from "../db";
import { parseJson } from "../json/parse-json";
import { writeJson } from "../json/write-json";

/** A sample event of one version of an event type. */
export interface Sample {
  entityId: string;
  data: Record<string, unknown>;
}

// Samples are read as text, because pg and Prisma would parse the JSON and change numbers.
const currentSamplesSql = `SELECT name, sample::text FROM event_types WHERE $1::text[] IS NULL OR name = ANY($1)`;
const earlierSamplesSql = "SELECT version, sample::text FROM event_type_versions WHERE name = $1";

/** Reads the current samples of the given event types, or of all event types if `names` is null. Returns them by name. */
export async function readSamples(names: string[] | null): Promise<Map<string, Sample>> {
  const { rows } = await pool().query<{ name: string; sample: string }>(currentSamplesSql, [names]);
  return new Map(rows.map(({ name, sample }) => [name, parseJson(sample) as Sample]));
}

/** Reads the samples of the versions before the current one. Returns them by version. */
export async function readEarlierSamples(name: string): Promise<Map<number, Sample>> {
  const { rows } = await pool().query<{ version: number; sample: string }>(earlierSamplesSql, [name]);
  return new Map(rows.map(({ version, sample }) => [version, parseJson(sample) as Sample]));
}

/** An event type with its sample; null when it does not exist. */
export async function findEventTypeWithSample(name: string) {
  const type = await prisma().eventType.findUnique({
    where: { name },
    select: { name: true, title: true, entityType: true },
  });
  const sample = (await readSamples([name])).get(name);
  return type && sample ? { ...type, sample } : null;
}

/** Writes the sample separately from the rest of the row, because Prisma would change its numbers. */
export async function writeSample(db: Db, name: string, sample: Sample): Promise<void> {
  await db.$executeRaw`UPDATE event_types SET sample = ${writeJson(sample)}::json WHERE name = ${name}`;
}
