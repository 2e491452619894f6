// Short file: few tests change the settings of their database.
import { closeDatabase, pool } from "@/lib/db";

/**
 * Changes settings of the test's database, as its administrator could (`ALTER DATABASE ... SET`): they become the defaults
 * of every new session. Closes open connections, since they would keep the earlier settings.
 */
export async function alterDatabase(settings: Record<string, string>): Promise<void> {
  const { rows } = await pool().query<{ name: string }>("SELECT quote_ident(current_database()) AS name");
  for (const [name, value] of Object.entries(settings))
    await pool().query(`ALTER DATABASE ${rows[0]?.name} SET ${name} = ${value}`);
  await closeDatabase();
}
