// Alone: few tests change the settings of their database.
import { closeDatabase, pool } from "@/lib/db";

/**
 * Gives the test's database settings as its administrator could (`ALTER DATABASE ... SET`), which count for every
 * session that does not say otherwise. Connections that are open already are closed, since they keep what they had.
 */
export async function alterDatabase(settings: Record<string, string>): Promise<void> {
  const { rows } = await pool().query<{ name: string }>("SELECT quote_ident(current_database()) AS name");
  for (const [name, value] of Object.entries(settings))
    await pool().query(`ALTER DATABASE ${rows[0]?.name} SET ${name} = ${value}`);
  await closeDatabase();
}
