import { join } from "node:path";
import { Problem } from "../terminal/progress.mjs";
import type { findPostmaster } from "./postmaster";

/** For a data folder that another command has. */
export function alreadyRunningProblem(data: string, holder: string): Problem {
  return new Problem(`This data folder is already in use by ${holder}.`, {
    advice: `Stop that command first (Ctrl-C), or set HOOKLEDGER_DATA_DIR to a folder other than ${data}.`,
  });
}

/** For a Postgres that does not respond: its folder, and what is known of its process. */
export function noAnswerProblem(folder: string, postmaster: ReturnType<typeof findPostmaster>): Problem {
  const pid = typeof postmaster === "number" ? postmaster : "unknown";
  return new Problem(`Postgres (pid ${pid}) holds the data folder but does not respond.`, {
    advice: `See ${join(folder, "server.log")}; end the process, then try again.`,
  });
}
