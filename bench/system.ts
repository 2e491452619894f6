import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { addInngestServer, registerFunctions } from "../e2e/inngest-server";
import { type Program, startNode } from "../e2e/process";
import type { productionPrograms } from "../scripts/start/programs";
import { type Build, createDatabase, type DbServer, newDatabaseName, query } from "./build";

export interface SystemOptions {
  /** The number of worker processes; 1 if not given. */
  workers?: number;
  /** Whether the Inngest server of HOOKLEDGER_TEST_INNGEST runs the functions instead of the embedded engine. */
  inngest?: boolean;
}

/** A running web process and its workers, on a new database. */
export interface System {
  url: string;
  databaseUrl: string;
  apiKey: string;
  web: Program;
  workers: Program[];
  startWorker(): Promise<void>;
  /** Kills the web process and the workers with SIGKILL, and starts as many new ones. */
  killAndRestart(): Promise<void>;
  call(method: string, path: string, body?: unknown): Promise<unknown>;
  /** Kills the processes and drops the database. */
  stop(): Promise<void>;
}

/** Returns how `npm start` in `root` runs its programs. Older commits have no `productionPrograms`; their programs need no options. */
async function findPrograms(root: string, env: NodeJS.ProcessEnv) {
  const file = pathToFileURL(join(root, "scripts/start/programs.ts")).href;
  const programsModule: { productionPrograms?: typeof productionPrograms } = await import(file).catch(
    () => ({}),
  );
  return (
    programsModule.productionPrograms?.(env) ??
    ["server", "worker"].map((name) => ({ args: [join(root, `.build/${name}.mjs`)], env }))
  );
}

/** Starts the build as `npm start` does, without supervision. */
export async function startSystem(
  server: DbServer,
  build: Build,
  { workers = 1, inngest: usesInngest = false }: SystemOptions = {},
): Promise<System> {
  const name = newDatabaseName(server);
  const databaseUrl = await createDatabase(server, name, build.template);
  const env = { ...build.env, DATABASE_URL: databaseUrl };
  const inngest = usesInngest ? await addInngestServer(env) : undefined;
  const [webProgram, workerProgram] = await findPrograms(build.root, env);
  if (!webProgram || !workerProgram) throw new Error("expected two programs");
  const startWeb = () => startNode(webProgram.args, webProgram.env, build.root);
  const findUrl = async (web: Program) => {
    const ready = await web.waitForLine("web is ready");
    return `http://127.0.0.1:${(JSON.parse(ready) as { port: number }).port}`;
  };
  const killAllAndWait = () =>
    Promise.all([system.web, ...system.workers].map((program) => program.stop("SIGKILL")));
  const system: System = {
    url: "",
    databaseUrl,
    apiKey: build.apiKey,
    web: startWeb(),
    workers: [],
    async startWorker() {
      const worker = startNode(workerProgram.args, workerProgram.env, build.root);
      system.workers.push(worker);
      await worker.waitForLine("worker is ready");
      if (inngest && system.url !== "") await registerFunctions(system.url);
    },
    async killAndRestart() {
      const count = system.workers.length;
      await killAllAndWait();
      system.workers.length = 0;
      system.web = startWeb();
      const [url] = await Promise.all([
        findUrl(system.web),
        ...Array.from({ length: count }, system.startWorker),
      ]);
      system.url = url;
    },
    async call(method, path, body) {
      const headers = { Authorization: `Bearer ${build.apiKey}`, "Content-Type": "application/json" };
      const response = await fetch(`${system.url}${path}`, { method, headers, body: JSON.stringify(body) });
      const text = await response.text();
      if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
      return JSON.parse(text);
    },
    async stop() {
      process.off("exit", killAll);
      await killAllAndWait();
      await inngest?.remove();
      await query(server.url, `DROP DATABASE "${name}" WITH (FORCE)`);
    },
  };
  const killAll = () => {
    for (const { exitCode, pid } of [system.web, ...system.workers])
      if (exitCode() === null) process.kill(pid, "SIGKILL");
  };
  process.once("exit", killAll);
  try {
    const [url] = await Promise.all([
      findUrl(system.web),
      ...Array.from({ length: workers }, system.startWorker),
    ]);
    system.url = url;
    if (inngest && workers > 0) await registerFunctions(system.url);
    return system;
  } catch (error) {
    await system.stop();
    throw error;
  }
}
