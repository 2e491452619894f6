import { basename } from "node:path";
import { generateClient } from "../build/generate";
import { provideSecrets } from "../start/secrets";
import { dataFolder, loadSettings, setting } from "../start/settings";
import { checkOwnDatabase } from "./database";
import { openPostgres } from "./postgres";

/** What others are shown while this command holds the database: "npm run api-key". */
function commandName(): string {
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
 * Runs `work` with DATABASE_URL and the secrets in `process.env`, for commands beside `npm start`: on the operator's
 * database, on the embedded one that is running, or on the embedded one started for just this command. Import what reads
 * the environment inside `work`, or use it there first. The connections of lib/db are closed at the end.
 */
export async function withDatabase<T>(work: () => Promise<T>): Promise<T> {
  loadSettings();
  await generateClient();
  const data = await dataFolder();
  await provideSecrets(data);
  const url = setting("DATABASE_URL");
  if (url) {
    await checkOwnDatabase(url);
    return await runAndClose(work);
  }
  const postgres = await openPostgres(data, commandName(), { share: true });
  process.env.DATABASE_URL = postgres.url;
  try {
    return await runAndClose(work);
  } finally {
    if ("stop" in postgres) await postgres.stop();
  }
}
