import { existsSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join, resolve } from "node:path";

/** The root folder of the repository. */
export const root = resolve(import.meta.dirname, "../..");

/** Reads `.env` of the repository, if it exists. Variables that are already set take precedence. */
export function loadSettings(): void {
  const file = join(root, ".env");
  if (existsSync(file)) process.loadEnvFile(file);
}

/** Returns the value of a setting, or undefined if it is not set or empty (empty means "not set", as in lib/env.ts). */
export function readSetting(name: string): string | undefined {
  return process.env[name] || undefined;
}

/** Returns the folder of everything that `npm start` keeps on disk; creates it if missing. Files with secrets in it are private. */
export async function prepareDataFolder(): Promise<string> {
  const folder = resolve(root, readSetting("HOOKLEDGER_DATA_DIR") ?? ".data");
  await mkdir(folder, { recursive: true });
  return folder;
}

/** Whether an Inngest server (cloud or self-hosted) calls the functions. */
export function usesInngest(): boolean {
  return Boolean(readSetting("INNGEST_BASE_URL") ?? readSetting("INNGEST_EVENT_KEY"));
}
