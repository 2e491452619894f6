import { mkdtemp, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, expect, onTestFinished, test, vi } from "vitest";
import { provideSecrets } from "./secrets";

const secretNames = ["NEXTAUTH_SECRET", "HOOKLEDGER_ENCRYPTION_KEY"];

beforeEach(() => {
  for (const name of secretNames) vi.stubEnv(name, "");
  return () => vi.unstubAllEnvs();
});

async function createFolder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), "hookledger-secrets-"));
  onTestFinished(() => rm(path, { recursive: true }));
  return path;
}

test("missing secrets are generated once, stored in a private file and reused", async () => {
  const data = await createFolder();
  expect(await provideSecrets(data)).toEqual(secretNames);
  const generatedKey = process.env.HOOKLEDGER_ENCRYPTION_KEY ?? "";
  expect(Buffer.from(generatedKey, "base64")).toHaveLength(32);
  expect((await stat(join(data, "secrets.json"))).mode & 0o077).toBe(0);
  vi.stubEnv("HOOKLEDGER_ENCRYPTION_KEY", "");
  expect(await provideSecrets(data)).toEqual([]);
  expect(process.env.HOOKLEDGER_ENCRYPTION_KEY).toBe(generatedKey);
});

test("configured secrets are used and not saved", async () => {
  const data = await createFolder();
  vi.stubEnv("NEXTAUTH_SECRET", "the operator's own");
  expect(await provideSecrets(data)).toEqual(["HOOKLEDGER_ENCRYPTION_KEY"]);
  expect(process.env.NEXTAUTH_SECRET).toBe("the operator's own");
  expect(await readFile(join(data, "secrets.json"), "utf8")).not.toContain("NEXTAUTH_SECRET");
});

test("two concurrent starts agree on one encryption key", async () => {
  const data = await createFolder();
  await Promise.all([provideSecrets(data), provideSecrets(data)]);
  const savedSecrets = JSON.parse(await readFile(join(data, "secrets.json"), "utf8"));
  expect(process.env.HOOKLEDGER_ENCRYPTION_KEY).toBe(savedSecrets.HOOKLEDGER_ENCRYPTION_KEY);
});
