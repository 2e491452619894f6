import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { writePrivateFile } from "./private-file";
import { readSetting } from "./settings";

const secretGenerators: Record<string, () => string> = {
  NEXTAUTH_SECRET: () => randomBytes(32).toString("base64url"),
  /** 256 bits for AES-256-GCM, in the format that lib/env.ts requires. */
  HOOKLEDGER_ENCRYPTION_KEY: () => randomBytes(32).toString("base64"),
};

async function readSecrets(path: string): Promise<Record<string, string>> {
  return existsSync(path) ? JSON.parse(await readFile(path, "utf8")) : {};
}

/**
 * Puts the secrets that the operator did not set into `process.env`, from `secrets.json` in the data folder; generates and
 * saves the missing secrets. Returns the names of the generated ones.
 */
export async function provideSecrets(data: string): Promise<string[]> {
  const path = join(data, "secrets.json");
  const names = Object.keys(secretGenerators).filter((name) => !readSetting(name));
  let saved = await readSecrets(path);
  const missing = names.filter((name) => !saved[name]);
  if (missing.length > 0) {
    const generated = Object.fromEntries(missing.map((name) => [name, secretGenerators[name]?.() ?? ""]));
    // The first of two concurrent commands decides; a key that has sealed something must never be replaced.
    await writePrivateFile(
      path,
      `${JSON.stringify({ ...saved, ...generated }, null, 2)}\n`,
      !existsSync(path),
    );
    saved = await readSecrets(path);
  }
  for (const name of names) process.env[name] = saved[name];
  return missing;
}
