import { spawn } from "node:child_process";
import { chown, open, readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { runCommand } from "../terminal/run-command.mjs";
import type { Account } from "./postgres-account";
import type { PostgresPrograms } from "./postgres-programs";

export interface ServerOptions {
  /** The cluster's files. */
  folder: string;
  log: string;
  /** More arguments for the server, without spaces or quotes. */
  args: string[];
}

const startTimeoutMs = 300_000;

/** Returns whether the server with this process ID accepts connections, as line 8 of postmaster.pid says. */
async function isReady(folder: string, pid: number | undefined): Promise<boolean> {
  const lines = (await readFile(join(folder, "postmaster.pid"), "utf8").catch(() => "")).split("\n");
  return Number(lines[0]) === pid && lines[7]?.trim() === "ready";
}

async function openLog({ log }: ServerOptions, account: Account) {
  const file = await open(log, "a", 0o600);
  if (account) await chown(log, account.uid, account.gid);
  return file;
}

/** On Windows, pg_ctl drops administrator rights, with which the server would refuse to run. */
async function startByPgCtl({ folder, log, args }: ServerOptions, pgCtl: string): Promise<boolean> {
  const pgCtlArgs = [
    "start",
    "-w",
    "-t",
    `${startTimeoutMs / 1_000}`,
    "-s",
    "-D",
    folder,
    "-l",
    log,
    "-o",
    args.join(" "),
  ];
  return (await runCommand(pgCtl, pgCtlArgs, { cwd: folder })).code === 0;
}

/**
 * Starts the server. Resolves with true when it accepts connections, with false when it ended (its log says why). The server
 * outlives this process. pg_ctl is used only on Windows: elsewhere it passes the path of the files to a shell, which interprets quotes
 * and `$`.
 */
export async function startServer(
  server: ServerOptions,
  { postgres, pgCtl }: PostgresPrograms,
  account: Account,
): Promise<boolean> {
  if (process.platform === "win32") return await startByPgCtl(server, pgCtl);
  const log = await openLog(server, account);
  const child = spawn(postgres, ["-D", server.folder, ...server.args], {
    ...account,
    cwd: server.folder,
    detached: true,
    stdio: ["ignore", log.fd, log.fd],
  });
  let hasEnded = false;
  child.once("exit", () => {
    hasEnded = true;
  });
  child.once("error", () => {
    hasEnded = true; // The program could not be started.
  });
  await log.close();
  for (const deadline = performance.now() + startTimeoutMs; !hasEnded; await delay(20)) {
    if (await isReady(server.folder, child.pid)) {
      child.unref();
      return true;
    }
    if (performance.now() > deadline) child.kill("SIGQUIT"); // Postgres treats it as an immediate shutdown.
  }
  return false;
}
