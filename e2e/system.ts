import { join } from "node:path";
import { createDatabase } from "./database";
import { addInngestServer, type InngestServer, registerFunctions, usesInngest } from "./inngest-server";
import { type Program, startNode } from "./process";
import { makeSystemSettings } from "./system-settings";

const root = join(import.meta.dirname, "..");

/**
 * A whole Hookledger: the production build, not supervised, on a port and a database of its own. With HOOKLEDGER_TEST_INNGEST
 * in the environment, an Inngest server of its own runs the functions instead of the embedded engine.
 */
export interface System {
  url: string;
  databaseUrl: string;
  env: NodeJS.ProcessEnv;
  web: Program;
  worker: Program;
  startWorker(): Promise<Program>;
  inngest: InngestServer | undefined;
  /** A new API key with all scopes, made as an operator makes it. */
  apiKey: string;
  stop(): Promise<void>;
}

export async function startSystem(settings: Record<string, string> = {}): Promise<System> {
  const database = await createDatabase();
  const env: NodeJS.ProcessEnv = { ...makeSystemSettings(database.url), ...settings };
  const inngest = usesInngest ? await addInngestServer(env) : undefined;
  await waitForSuccess(startNode(["--import", "tsx", "prisma/seed.ts"], env));
  const web = startNode([join(root, ".build/server.mjs")], env);
  const startWorker = async () => {
    const worker = startNode([join(root, ".build/worker.mjs")], env);
    await worker.waitForLine("worker is ready");
    return worker;
  };
  // All at once: each is a process that mostly loads its code.
  const [ready, worker, apiKey] = await Promise.all([
    web.waitForLine("web is ready"),
    startWorker(),
    makeApiKey(env),
    waitForSuccess(startNode(["--import", "tsx", "e2e/make-test-users.ts"], env)),
  ]);
  const { port } = JSON.parse(ready) as { port: number };
  const url = `http://127.0.0.1:${port}`;
  const system: System = {
    url,
    databaseUrl: database.url,
    env,
    web,
    worker,
    inngest,
    startWorker: async () => {
      system.worker = await startWorker();
      return system.worker;
    },
    apiKey,
    async stop() {
      await Promise.all([web.stop(), system.worker.stop(), inngest?.remove()]);
      await database.drop();
    },
  };
  if (inngest) await registerFunctions(url);
  return system;
}

async function waitForSuccess(program: Program): Promise<string[]> {
  await program.whenEnded;
  if (program.exitCode() !== 0) throw new Error(program.lines.join("\n"));
  return program.lines;
}

/** A new API key with all scopes, made as an operator makes it. */
async function makeApiKey(env: NodeJS.ProcessEnv): Promise<string> {
  const lines = await waitForSuccess(
    startNode(["--import", "tsx", "scripts/api-key.ts", "--name", "e2e", "--scopes", "all"], env),
  );
  const key = lines.find((line) => line.startsWith("hl_"));
  if (!key) throw new Error(`no API key in: ${lines.join("\n")}`);
  return key;
}
