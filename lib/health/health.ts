import { pool } from "../db";
import { log } from "../log";
import type { Health } from "./schema";

/** Whether the ledger can be reached. Says nothing else, because anybody may ask. */
export async function health(): Promise<Health> {
  try {
    await pool().query("SELECT 1");
    return { status: "ok", database: "ok" };
  } catch (error) {
    log.warn({ error: (error as Error).message }, "the database cannot be reached");
    return { status: "unavailable", database: "unavailable" };
  }
}
