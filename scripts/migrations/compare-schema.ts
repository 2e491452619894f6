import type { MigrationList, SchemaContainer } from "@prisma/schema-engine-wasm";
import pg from "pg";
import { toConnectionOptions } from "@/lib/database/connection-options";
import { withEngine } from "./migration-engine";

/**
 * Returns the SQL that changes the migrated schema to the Prisma schema, or undefined if they match. The migrations run on a
 * shadow database that is created and dropped on the server of `url`; the database of `url` does not change.
 */
export async function compareSchema(
  url: string,
  migrations: MigrationList,
  schema: SchemaContainer,
): Promise<string | undefined> {
  const pool = new pg.Pool({ ...toConnectionOptions(url), max: 1 });
  try {
    const { exitCode, stdout } = await withEngine(url, pool, (engine) =>
      engine.diff({
        from: { tag: "migrations", ...migrations },
        to: { tag: "schemaDatamodel", files: [schema] },
        script: true,
        exitCode: true,
        filters: { externalTables: [], externalEnums: [] },
      }),
    );
    return exitCode === 0 ? undefined : (stdout ?? "");
  } finally {
    await pool.end();
  }
}
