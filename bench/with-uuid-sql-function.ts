// This is a file of its own because everything that fills a database uses it.
import type pg from "pg";

/** Runs `work` while the database has a function `bench_uuid(timestamptz)`, which returns a UUIDv7 for a time. */
export async function withUuidSqlFunction<T>(db: pg.Client, work: () => Promise<T>): Promise<T> {
  // 48 bits of milliseconds, then the version (7), the variant (8) and random bits.
  await db.query(`
    CREATE OR REPLACE FUNCTION bench_uuid(at timestamptz) RETURNS uuid LANGUAGE sql VOLATILE AS $$
      SELECT (lpad(to_hex((extract(epoch FROM at) * 1000)::bigint), 12, '0') || '7' || substr(md5(random()::text), 1, 3)
              || '8' || substr(md5(random()::text), 1, 15))::uuid $$`);
  return work().finally(() => db.query("DROP FUNCTION bench_uuid(timestamptz)"));
}
