import { join } from "node:path";
import { Problem } from "../terminal/progress.mjs";
import type { findPostmaster } from "./postmaster";

/** Builds the Problem for a data folder that another command uses. */
export function alreadyRunningProblem(data: string, holder: string): Problem {
  return new Problem(`This data folder is already in use by ${holder}.`, {
    advice: `Stop that command first (Ctrl-C), or set HOOKLEDGER_DATA_DIR to a folder other than ${data}.`,
  });
}

/** Builds the Problem for a Postgres that does not respond. @param postmaster its process, if known */
export function noAnswerProblem(folder: string, postmaster: ReturnType<typeof findPostmaster>): Problem {
  const pid = typeof postmaster === "number" ? postmaster : "unknown";
  return new Problem(`Postgres (pid ${pid}) holds the data folder but does not respond.`, {
    advice: `See ${join(folder, "server.log")}; end the process, then try again.`,
  });
}
