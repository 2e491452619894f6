import { basename } from "node:path";
import { generateClient } from "../build/generate";
import { provideSecrets } from "../start/secrets";
import { loadSettings, prepareDataFolder, readSetting } from "../start/settings";
import { checkOperatorDatabase } from "./database";
import { openPostgres } from "./postgres";

/** Returns the name of this command, such as "npm run api-key", which other commands show while this one owns the database. */
function readCommandName(): string {
  const script = process.env.npm_lifecycle_event;
  return script ? `npm run ${script}` : basename(process.argv[1] ?? "a command");
}

async function runAndClose<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } finally {
    // Idle connections would keep the command from ending, or be cut when Postgres stops.
    const { closeDatabase } = await import("@/lib/db");
    await closeDatabase();
  }
}

/**
 * Runs `work` with DATABASE_URL and the secrets in `process.env`, for commands other than `npm start`: on the operator's
 * database, on the running embedded one, or on an embedded one started for this command only. Modules that read the
 * environment must be imported, or first used, inside `work`. The connections of lib/db are closed at the end.
 */
export async function withDatabase<T>(work: () => Promise<T>): Promise<T> {
  loadSettings();
  await generateClient();
  const data = await prepareDataFolder();
  await provideSecrets(data);
  const url = readSetting("DATABASE_URL");
  if (url) {
    await checkOperatorDatabase(url);
    return await runAndClose(work);
  }
  const postgres = await openPostgres(data, readCommandName(), { share: true });
  process.env.DATABASE_URL = postgres.url;
  try {
    return await runAndClose(work);
  } finally {
    if ("stop" in postgres) await postgres.stop();
  }
}
