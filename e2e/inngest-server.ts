import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { findFreePort } from "./free-port";
import { type Program, startProgram } from "./process";

/** The command line of an Inngest server; CONTRIBUTING.md lists the placeholders, in braces, that it may contain. */
const commandLine = process.env.HOOKLEDGER_TEST_INNGEST ?? "";

/** Whether an Inngest server runs the functions of the systems under test; otherwise the embedded engine does. */
export const usesInngest = commandLine !== "";

/** An Inngest server that belongs to one system under test. */
export interface InngestServer {
  /** The system's settings that select this server. */
  settings: Record<string, string>;
  /** Starts the server again after `stop`, with the same keys, ports and folder. Resolves when it answers. */
  start(): Promise<void>;
  stop(signal?: NodeJS.Signals): Promise<void>;
  /** Stops the server and removes its folder. */
  remove(): Promise<void>;
}

/** Starts an Inngest server. Adds its settings to `env`, and ports that the system must know before it starts. */
export async function addInngestServer(env: NodeJS.ProcessEnv): Promise<InngestServer> {
  if (env.PORT === "0") env.PORT = String(await findFreePort());
  env.HOOKLEDGER_WORKER_PORT = String(await findFreePort());
  const inngest = await startInngestServer(`http://127.0.0.1:${env.PORT}/api/inngest`);
  Object.assign(env, inngest.settings);
  return inngest;
}

/** Registers the functions of the system at `url` with its Inngest server; a worker must be running. */
export async function registerFunctions(url: string): Promise<void> {
  const response = await fetch(`${url}/api/inngest`, { method: "PUT" });
  if (!response.ok) throw new Error(`The Inngest server rejected the functions: ${await response.text()}`);
}

/** @param sdkUrl where the server calls the functions */
async function startInngestServer(sdkUrl: string): Promise<InngestServer> {
  const folder = await mkdtemp(join(tmpdir(), "hookledger-inngest-"));
  const baseUrl = `http://127.0.0.1:${await findFreePort()}`;
  const eventKey = randomBytes(16).toString("hex");
  const signingKey = randomBytes(32).toString("hex");
  const values: Record<string, string> = {
    port: new URL(baseUrl).port,
    "event-key": eventKey,
    "signing-key": signingKey,
    "sdk-url": sdkUrl,
    folder,
  };
  const [command = "", ...args] = await fillCommandLine(values);
  let program: Program;
  const start = async () => {
    program = startProgram(command, args, process.env);
    await waitUntilHealthy(baseUrl, program);
  };
  await start();
  return {
    settings: { INNGEST_BASE_URL: baseUrl, INNGEST_EVENT_KEY: eventKey, INNGEST_SIGNING_KEY: signingKey },
    start,
    stop: (signal) => program.stop(signal),
    async remove() {
      await program.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Splits the command line into words and replaces the names in braces; each word with `{free-port}` gets a different port. */
async function fillCommandLine(values: Record<string, string>): Promise<string[]> {
  const words: string[] = [];
  for (const word of commandLine.split(/\s+/).filter(Boolean)) {
    const freePort = String(await findFreePort());
    words.push(
      word.replace(/\{([a-z-]+)\}/g, (placeholder, name) =>
        name === "free-port" ? freePort : (values[name] ?? placeholder),
      ),
    );
  }
  return words;
}

async function waitUntilHealthy(baseUrl: string, program: Program): Promise<void> {
  const rejectsAtEnd = program.whenEnded.then(() => {
    throw new Error(`The Inngest server ended:\n${program.lines.join("\n")}`);
  });
  rejectsAtEnd.catch(() => {});
  for (const deadline = Date.now() + 30_000; Date.now() < deadline; ) {
    const health = await fetch(`${baseUrl}/health`).catch(() => undefined);
    await health?.arrayBuffer();
    if (health?.ok) return;
    await Promise.race([wait(50), rejectsAtEnd]);
  }
  throw new Error(`The Inngest server did not answer at ${baseUrl}:\n${program.lines.join("\n")}`);
}
