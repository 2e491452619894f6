import { randomBytes } from "node:crypto";
import pg from "pg";

/** A migrated database of its own on the server that e2e/global-setup.ts started. */
export async function createDatabase(): Promise<{ url: string; drop(): Promise<void> }> {
  const { url, prefix, template } = JSON.parse(process.env.E2E_DATABASE ?? "{}") as Record<string, string>;
  if (!url) throw new Error("E2E_DATABASE is missing: run the specs through `npx playwright test`.");
  const name = `${prefix}_${randomBytes(6).toString("hex")}`;
  const onServer = async (sql: string) => {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    await client.query(sql).finally(() => client.end());
  };
  await onServer(`CREATE DATABASE "${name}" TEMPLATE "${template}"`);
  const address = new URL(url);
  address.pathname = `/${name}`;
  return { url: address.href, drop: () => onServer(`DROP DATABASE "${name}" WITH (FORCE)`) };
}
