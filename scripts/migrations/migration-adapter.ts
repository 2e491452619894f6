import { PrismaPg } from "@prisma/adapter-pg";
import { ColumnTypeEnum, type SqlMigrationAwareDriverAdapterFactory } from "@prisma/driver-adapter-utils";
import pg from "pg";
import { parseSchemaName, toConnectionOptions } from "@/lib/database/connection-options";

type Adapter = Awaited<ReturnType<SqlMigrationAwareDriverAdapterFactory["connect"]>>;

const charTypeOid = 18;
const textTypeOid = 25;

/**
 * Creates Prisma's adapter on `pool`, which must have one connection, with two fixes for the schema engine:
 * - the adapter splits a script at every semicolon, which breaks functions, DO blocks and string literals; here the script
 *   is sent whole, as by the native engine, so that Postgres parses it and runs it as one transaction;
 * - the adapter rejects the system catalogs' type "char" (prisma/prisma#28145), which reading an existing schema requires.
 */
async function createPatchedAdapter(pool: pg.Pool, schema?: string): Promise<Adapter> {
  let charColumns: number[] = [];
  const query = pool.query.bind(pool);
  Object.assign(pool, {
    query: async (config: pg.QueryArrayConfig) => {
      const result = await query(config);
      const fields = result.fields ?? []; // The result of several statements has no fields.
      charColumns = fields.flatMap((field, index) => (field.dataTypeID === charTypeOid ? [index] : []));
      for (const index of charColumns) Object.assign(fields[index] ?? {}, { dataTypeID: textTypeOid });
      return result;
    },
  });
  const adapter: Adapter = await new PrismaPg(pool, { schema }).connect();
  const queryRaw = adapter.queryRaw.bind(adapter);
  adapter.queryRaw = async (input) => {
    const result = await queryRaw(input);
    for (const index of charColumns) result.columnTypes[index] = ColumnTypeEnum.Character;
    return result;
  };
  adapter.executeScript = async (script) => {
    await adapter.executeRaw({ sql: script, args: [], argTypes: [] });
  };
  return adapter;
}

async function runOnServer(url: string, sql: string): Promise<void> {
  const client = new pg.Client(toConnectionOptions(url));
  await client.connect();
  await client.query(sql).finally(() => client.end());
}

/** Creates a shadow database. Prisma's own code for this is not used: with a URL in its settings, it opens the main database again. */
async function connectToShadow(url: string): Promise<Adapter> {
  const name = `prisma_migrate_shadow_db_${crypto.randomUUID()}`;
  const address = new URL(url);
  address.pathname = `/${name}`;
  await runOnServer(url, `CREATE DATABASE "${name}" TEMPLATE template0`);
  const pool = new pg.Pool({ ...toConnectionOptions(address.href), max: 1 });
  const adapter = await createPatchedAdapter(pool);
  adapter.dispose = async () => {
    await pool.end();
    await runOnServer(url, `DROP DATABASE "${name}" WITH (FORCE)`);
  };
  return adapter;
}

/** Connects the schema engine to `pool` (one connection) and to shadow databases on the server of `url`. */
export function createMigrationAdapter(url: string, pool: pg.Pool): SqlMigrationAwareDriverAdapterFactory {
  const schema = parseSchemaName(url);
  return {
    provider: "postgres",
    adapterName: "@prisma/adapter-pg",
    connect: () => createPatchedAdapter(pool, schema),
    connectToShadowDb: () => connectToShadow(url),
  };
}
