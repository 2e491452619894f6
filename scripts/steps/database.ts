import { setTimeout as delay } from "node:timers/promises";
import pg from "pg";
import { openPostgres, type Postgres } from "./postgres";
import { Problem, step } from "./progress.mjs";
import { dataFolder, setting } from "./settings";

const waitMs = 30_000;

/** Waits for the operator's Postgres: it may be starting beside us (compose, a reboot). */
async function waitFor(url: string, signal: AbortSignal): Promise<void> {
  for (const deadline = Date.now() + waitMs; ; await delay(250, undefined, { signal })) {
    const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
    try {
      await client.connect();
      await client.end();
      return;
    } catch (error) {
      const { message, code } = error as Error & { code?: string };
      const isComing =
        code === undefined || ["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "57P03"].includes(code);
      if (isComing && Date.now() < deadline) continue;
      throw new Problem("The database of DATABASE_URL cannot be used.", {
        output: message || code,
        advice:
          "Check address, user, password and that the database exists; or unset DATABASE_URL for the embedded one.",
      });
    }
  }
}

/**
 * The database to work on: the operator's, or the embedded one, which is then owned by this command until `stop`. Puts its
 * address into `process.env.DATABASE_URL`.
 */
export async function openDatabase(owner: string, signal: AbortSignal): Promise<Postgres | undefined> {
  const url = setting("DATABASE_URL");
  if (url) {
    await step("Database of DATABASE_URL reached", () => waitFor(url, signal));
    return undefined;
  }
  return await step("Postgres ready", async (detail) => {
    const postgres = await openPostgres(await dataFolder(), owner, { signal });
    process.env.DATABASE_URL = postgres.url;
    detail(postgres.origin === "adopted" ? `still running, port ${postgres.port}` : `port ${postgres.port}`);
    return postgres;
  });
}
