import { setTimeout as delay } from "node:timers/promises";
import { checkDatabase, UnsupportedDatabase } from "@/lib/database/check-database";
import { toConnectionOptions } from "@/lib/database/connection-options";
import { prepareDataFolder, readSetting } from "../start/settings";
import { Problem, print, runStep } from "../terminal/progress.mjs";
import { openPostgres, type Postgres } from "./postgres";

const waitMs = 30_000;

function checkAddress(url: string): void {
  try {
    toConnectionOptions(url);
  } catch (error) {
    throw new Problem(`DATABASE_URL ${(error as Error).message}.`);
  }
}

function connectionProblem(error: unknown): Problem {
  if (error instanceof UnsupportedDatabase) return new Problem(error.message, { advice: error.advice });
  const { message, code } = error as Error & { code?: string };
  return new Problem("The database in DATABASE_URL cannot be used.", {
    output: message || code,
    advice:
      "Check the address, user and password, and that the database exists; or unset DATABASE_URL to use the embedded database.",
  });
}

function isWorthRetrying(error: unknown): boolean {
  const { code } = error as Error & { code?: string };
  if (error instanceof UnsupportedDatabase) return false;
  return code === undefined || ["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "57P03"].includes(code);
}

const readOnlyError = new UnsupportedDatabase(
  "The database in DATABASE_URL is read-only.",
  "The server is a standby, or default_transaction_read_only is on: use the address of the primary.",
);

function warnAboutClock(aheadMs: number): void {
  if (aheadMs === 0) return;
  const minutes = (Math.abs(aheadMs) / 60_000).toFixed(1);
  print(`This machine's clock is ${minutes} min ${aheadMs > 0 ? "ahead of" : "behind"} the database clock, which is used
instead. Synchronize both (NTP): cookies and single sign-on use the machine's clock.`);
}

/**
 * Waits for the operator's Postgres, which may be starting at the same time (compose, a reboot), and checks that it is
 * suitable. Throws a Problem when it is not.
 */
export async function checkOperatorDatabase(url: string, signal?: AbortSignal): Promise<void> {
  checkAddress(url);
  for (const deadline = performance.now() + waitMs; ; await delay(250, undefined, { signal })) {
    try {
      const database = await checkDatabase(url);
      if (database.readOnly) throw readOnlyError;
      return warnAboutClock(database.aheadMs);
    } catch (error) {
      if (!isWorthRetrying(error) || performance.now() > deadline) throw connectionProblem(error);
    }
  }
}

/**
 * Opens the database. With the operator's DATABASE_URL, checks that database and returns undefined; otherwise makes this
 * command (`owner`) the owner of the embedded Postgres until `stop`, and puts its URL into `process.env.DATABASE_URL`.
 */
export async function openDatabase(owner: string, signal: AbortSignal): Promise<Postgres | undefined> {
  const url = readSetting("DATABASE_URL");
  if (url) {
    await runStep("Connected to the database in DATABASE_URL", () => checkOperatorDatabase(url, signal));
    return undefined;
  }
  return await runStep("Postgres ready", async (detail) => {
    const postgres = await openPostgres(await prepareDataFolder(), owner, { signal });
    process.env.DATABASE_URL = postgres.url;
    detail(postgres.origin === "adopted" ? `still running, port ${postgres.port}` : `port ${postgres.port}`);
    return postgres;
  });
}
