import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { createDatabase } from "./database";
import { type Program, startNode } from "./process";
import { admin } from "./test-users";

const root = join(import.meta.dirname, "..");
const usesInngest = Boolean(process.env.INNGEST_BASE_URL);

/**
 * A whole Hookledger: the production build as `npm start` runs it, on a port and a database of its own. With
 * INNGEST_* in the environment an Inngest server drives it instead of the embedded engine, through web and worker.
 */
export interface System {
  url: string;
  databaseUrl: string;
  env: NodeJS.ProcessEnv;
  web: Program;
  worker: Program;
  startWorker(): Promise<Program>;
  /** A new API key with all scopes, made as an operator makes it. */
  apiKey: string;
  stop(): Promise<void>;
}

export async function startSystem(settings: Record<string, string> = {}): Promise<System> {
  const database = await createDatabase();
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    NODE_ENV: "production",
    DATABASE_URL: database.url,
    HOOKLEDGER_ADMIN_EMAIL: admin.email,
    HOOKLEDGER_ADMIN_PASSWORD: admin.password,
    HOOKLEDGER_ENCRYPTION_KEY: randomBytes(32).toString("base64"),
    NEXTAUTH_SECRET: randomBytes(32).toString("base64url"),
    HOOKLEDGER_ALLOWED_NETWORKS: "127.0.0.0/8",
    HOOKLEDGER_DEMO: "0",
    // An Inngest server calls the address it was told; the embedded engine calls nobody.
    PORT: process.env.E2E_PORT ?? "0",
    ...settings,
  };
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
    startWorker: async () => {
      system.worker = await startWorker();
      return system.worker;
    },
    apiKey,
    async stop() {
      await Promise.all([web.stop(), system.worker.stop()]);
      await database.drop();
    },
  };
  if (usesInngest) await fetch(`${url}/api/inngest`, { method: "PUT" });
  return system;
}

async function waitForSuccess(program: Program): Promise<string[]> {
  await program.ended;
  if (program.exitCode() !== 0) throw new Error(program.lines.join("\n"));
  return program.lines;
}

/** A new API key, made as an operator makes it. */
export async function makeApiKey(
  env: NodeJS.ProcessEnv,
  scopes = "all",
  partnerId?: string,
): Promise<string> {
  const partner = partnerId ? ["--partner", partnerId] : [];
  const lines = await waitForSuccess(
    startNode(
      ["--import", "tsx", "scripts/api-key.ts", "--name", "e2e", "--scopes", scopes, ...partner],
      env,
    ),
  );
  const key = lines.find((line) => line.startsWith("hl_"));
  if (!key) throw new Error(`no key in: ${lines.join("\n")}`);
  return key;
}
