// A separate file, because Playwright loads the setup by its path.
import { startNode } from "./process";
import { makeSystemSettings } from "./system-settings";

/**
 * Fills a migrated database as `npm start` does, and adds a user of each role. Nothing of this depends on the secrets of a system. Returns an
 * API key with all scopes.
 */
export async function fillTemplate(databaseUrl: string): Promise<string> {
  const env = makeSystemSettings(databaseUrl);
  await runScript(env, "prisma/seed.ts");
  const [lines] = await Promise.all([
    runScript(env, "scripts/api-key.ts", "--name", "e2e", "--scopes", "all"),
    runScript(env, "e2e/make-test-users.ts"),
  ]);
  const key = lines.find((line) => line.startsWith("hl_"));
  if (!key) throw new Error(`no API key in: ${lines.join("\n")}`);
  return key;
}

/** Runs a script as operators do, and returns its lines. */
export async function runScript(env: NodeJS.ProcessEnv, ...args: string[]): Promise<string[]> {
  const program = startNode(["--import", "tsx", ...args], env);
  await program.whenEnded;
  if (program.exitCode() !== 0) throw new Error(program.lines.join("\n"));
  return program.lines;
}
