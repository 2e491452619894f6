import { join } from "node:path";
import { createDatabase } from "./database";
import { addInngestServer, type InngestServer, registerFunctions, usesInngest } from "./inngest-server";
import { type Program, startNode } from "./process";
import { makeSystemSettings } from "./system-settings";

const root = join(import.meta.dirname, "..");

/**
 * A complete Hookledger: the production build, not supervised, on its own port and with its own database. With HOOKLEDGER_TEST_INNGEST
 * in the environment, its own Inngest server runs the functions instead of the embedded engine.
 */
export interface System {
  url: string;
  databaseUrl: string;
  env: NodeJS.ProcessEnv;
  web: Program;
  worker: Program;
  startWorker(): Promise<Program>;
  inngest: InngestServer | undefined;
  /** An API key with all scopes. */
  apiKey: string;
  stop(): Promise<void>;
}

export async function startSystem(settings: Record<string, string> = {}): Promise<System> {
  const database = await createDatabase();
  const env: NodeJS.ProcessEnv = { ...makeSystemSettings(database.url), ...settings };
  const inngest = usesInngest ? await addInngestServer(env) : undefined;
  const web = startNode([join(root, ".build/server.mjs")], env);
  const startWorker = async () => {
    const worker = startNode([join(root, ".build/worker.mjs")], env);
    await worker.waitForLine("worker is ready");
    return worker;
  };
  // These processes start at the same time, because each spends most of its startup loading code.
  const [readyLine, worker] = await Promise.all([web.waitForLine("web is ready"), startWorker()]);
  const { port } = JSON.parse(readyLine) as { port: number };
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
    apiKey: database.apiKey,
    async stop() {
      await Promise.all([web.stop(), system.worker.stop(), inngest?.remove()]);
      await database.drop();
    },
  };
  if (inngest) await registerFunctions(url);
  return system;
}
