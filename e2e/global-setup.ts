// A separate file, because Playwright loads the setup by its path.
import { startTemporaryDatabase } from "../scripts/postgres/temporary-database";

/** Starts one Postgres with a migrated template database for the whole run; each system under test clones the template. */
export default async function setup(): Promise<() => Promise<void>> {
  const { url, prefix, template, stop } = await startTemporaryDatabase();
  process.env.E2E_DATABASE = JSON.stringify({ url, prefix, template });
  return stop;
}
