import { once } from "node:events";
import { relative } from "node:path";
import { build } from "./build/build";
import { generateClient } from "./build/generate";
import { migrate } from "./migrations/migrate";
import { openDatabase } from "./postgres/database";
import { keepPostgresRunning } from "./postgres/postgres-keeper";
import { isDemo, setDemoDefaults } from "./start/demo-setting";
import { checkWorkerPort, choosePort } from "./start/port";
import { startPrograms, waitUntilReady } from "./start/programs";
import { provideSecrets } from "./start/secrets";
import { seed, seedDemo } from "./start/seed";
import { loadSettings, prepareDataFolder, readSetting, root } from "./start/settings";
import { print, reportProblem, runStep } from "./terminal/progress.mjs";

/** Undoes one step of the start. At the end, these functions are called in reverse order. */
type Undo = () => Promise<void>;

const commandName = "npm start";

async function prepareSecrets(): Promise<void> {
  const data = await prepareDataFolder();
  const generatedNames = await provideSecrets(data);
  if (generatedNames.length === 0) return;
  const file = `${relative(root, data) || "."}/secrets.json`;
  await runStep(`Generated ${generatedNames.join(" and ")}`, (detail) =>
    detail(`in ${file}: keep a copy of it with your backups`),
  );
}

/** Applies the missing migrations. Returns whether there were any. */
async function migrateDatabase(): Promise<boolean> {
  return await runStep("Database up to date", async (detail) => {
    const applied = await migrate(process.env.DATABASE_URL ?? "");
    if (applied.length > 0)
      detail(`${applied.length} ${applied.length === 1 ? "migration" : "migrations"} applied`);
    return applied.length > 0;
  });
}

async function startWebAndWorker(
  dev: boolean,
  port: number,
  signal: AbortSignal,
  undo: Undo[],
): Promise<void> {
  signal.throwIfAborted();
  const { web, all } = startPrograms(dev, process.env);
  undo.push(async () => {
    await Promise.all(all.map((program) => program.stop()));
  });
  await runStep("Web and worker started", () => waitUntilReady(web, port, signal));
}

function announceReady(port: number, signInLines: string[], startedAt: number): void {
  const seconds = ((Date.now() - startedAt) / 1000).toFixed(1);
  print();
  print(
    `Hookledger is ready after ${seconds} s: ${readSetting("NEXTAUTH_URL") ?? `http://localhost:${port}`}`,
  );
  for (const line of signInLines) print(`  ${line}`);
  print("Press Ctrl-C to stop everything; the data is kept.");
  print();
}

/** The demo's data is sent through the running system, so it is created in the background once everything is up. */
async function addDemoData(signal: AbortSignal): Promise<void> {
  if (!isDemo()) return;
  await runStep("Demo data ready", () => seedDemo(signal)).catch((error) => {
    if (!signal.aborted) reportProblem(error);
  });
}

async function run(dev: boolean, signal: AbortSignal, undo: Undo[]): Promise<void> {
  const startedAt = Date.now();
  loadSettings();
  setDemoDefaults();
  await prepareSecrets();
  const postgres = await openDatabase(commandName, signal);
  const postgresKeeper = postgres && keepPostgresRunning(commandName, postgres, signal, undo);
  const port = await choosePort();
  await checkWorkerPort(port);
  process.env.PORT = String(port);
  process.env.NEXTAUTH_URL ||= `http://localhost:${port}`;
  signal.throwIfAborted();
  await generateClient(signal);
  const hasMigrated = await migrateDatabase();
  const seedStep = runStep("Data ready", () => seed(signal));
  const startAll = async () => {
    // If no migration was missing, an earlier start has seeded the database, so there is no need to wait for the seed.
    await Promise.all([
      hasMigrated ? seedStep : undefined,
      dev ? undefined : build(signal).then((release) => undo.push(release)),
    ]);
    await startWebAndWorker(dev, port, signal, undo);
  };
  const [signInLines] = await Promise.all([seedStep, startAll()]);
  announceReady(port, signInLines, startedAt);
  void addDemoData(signal);
  await Promise.race([once(signal, "abort"), ...(postgresKeeper ? [postgresKeeper] : [])]);
}

/** Calls `onEnd` when the parent process ends, because npm's shell exits on SIGTERM without forwarding it. */
function whenParentEnds(onEnd: () => void): void {
  if (!process.env.npm_lifecycle_event) return;
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) onEnd();
  }, 250).unref();
}

/**
 * `npm start` after the packages are installed: everything from secrets to the running programs, then supervision until
 * SIGINT, SIGTERM or SIGHUP. Exits with 0 if it was asked to stop, with 1 if something failed.
 */
export async function up({ dev }: { dev: boolean }): Promise<never> {
  const stopController = new AbortController();
  const undo: Undo[] = [];
  let hasFailed = false;
  const fail = (error: unknown) => {
    if (stopController.signal.aborted) return; // Work that was interrupted by the stop fails as expected.
    hasFailed = true;
    reportProblem(error);
    stopController.abort();
  };
  for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(name, () => stopController.abort());
  whenParentEnds(() => stopController.abort());
  process.on("uncaughtException", fail);
  await run(dev, stopController.signal, undo).catch(fail);
  stopController.abort();
  if (undo.length > 0) {
    await runStep("Stopped", async () => {
      for (const undoStep of undo.reverse()) await undoStep();
    }).catch((error) => {
      hasFailed = true;
      reportProblem(error);
    });
  }
  process.exit(hasFailed ? 1 : 0);
}
