// Short file: Playwright loads it by its path.
import { startTemporaryDatabase } from "../scripts/postgres/temporary-database";

/** One Postgres with a migrated template for the whole run; each system under test clones it. */
export default async function setup(): Promise<() => Promise<void>> {
  const { url, prefix, template, stop } = await startTemporaryDatabase();
  process.env.E2E_DATABASE = JSON.stringify({ url, prefix, template });
  return stop;
}
