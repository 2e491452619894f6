import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { resetEnv } from "@/lib/env";
import { rotateKey } from "@/lib/webhooks/rotate-key";
import { attemptUntilDone, loadDelivery, makeWebhook, postEvent, scope } from "@/testing/ledger";
import type { Receiver } from "@/testing/receiver";
import { useReceiver } from "@/testing/use-receiver";
import { root } from "./start/settings";

let receiver: Receiver;
useReceiver((started) => {
  receiver = started;
});
let data = "";
beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), "hookledger-reseal-"));
});
afterAll(async () => {
  vi.unstubAllEnvs();
  resetEnv();
  await rm(data, { recursive: true });
});

/** Reads the settings and commands of the documented steps, in order. */
async function readDocumentedSteps(): Promise<string[]> {
  const text = await readFile(join(root, "docs/operating.md"), "utf8");
  const [, section = ""] = text.split("## Changing the encryption key");
  const [steps = ""] = section.split("At startup");
  return [
    ...steps.matchAll(/`(openssl rand -base64 32|HOOKLEDGER_ENCRYPTION_KEY=[^`]+|npm run reseal)`/g),
  ].map(([, step = ""]) => step);
}

/** Applies a setting as a restart of web and worker would. */
function restartWith(keys: string): void {
  vi.stubEnv("HOOKLEDGER_ENCRYPTION_KEY", keys);
  resetEnv();
}

/** Runs the command of `npm run reseal` in its own process, with the current settings. */
async function reseal(): Promise<string> {
  const { scripts } = JSON.parse(await readFile(join(root, "package.json"), "utf8"));
  const [command = "", ...args] = scripts.reseal.split(" ");
  const environment = { ...process.env, HOOKLEDGER_DATA_DIR: data };
  return (await promisify(execFile)(command, args, { cwd: root, env: environment })).stdout;
}

async function expectDeliveryWithSecrets(): Promise<void> {
  const [traceId = ""] = await postEvent();
  await attemptUntilDone(traceId);
  expect(await loadDelivery(traceId)).toMatchObject({ state: "succeeded" });
  expect(receiver.requests.at(-1)?.headers).toMatchObject({
    authorization: "Bearer the-token",
    "x-secret": "the-value",
    "x-pl-signature-previous": expect.any(String),
  });
}

test("after each step of changing the encryption key (docs/operating.md), every kind of secret still works", {
  timeout: 60_000,
}, async () => {
  const [oldKey, newKey] = [process.env.HOOKLEDGER_ENCRYPTION_KEY ?? "", randomBytes(32).toString("base64")];
  const authentication = { kind: "bearer", token: "the-token" };
  const webhook = { url: receiver.url(), headers: { "X-Secret": "the-value" }, authentication };
  const { id } = await makeWebhook(webhook);
  await rotateKey(scope, id, { overlapHours: 24 });
  const doneSteps: string[] = [];
  for (const step of await readDocumentedSteps()) {
    const [, keys] = step.split("HOOKLEDGER_ENCRYPTION_KEY=");
    if (keys) restartWith(keys.replace("<new>", newKey).replace("<old>", oldKey));
    if (step === "npm run reseal") {
      const output = await reseal();
      expect(output).toMatch(/All secrets are sealed with the key [0-9a-f]{8}\./);
      expect(output).toMatch(/The old key [0-9a-f]{8} is no longer needed/);
    }
    await expectDeliveryWithSecrets();
    doneSteps.push(step);
  }
  expect(doneSteps).toEqual([
    "openssl rand -base64 32",
    "HOOKLEDGER_ENCRYPTION_KEY=<old>,<new>",
    "HOOKLEDGER_ENCRYPTION_KEY=<new>,<old>",
    "npm run reseal",
    "HOOKLEDGER_ENCRYPTION_KEY=<new>",
  ]);
});

test("without the key that sealed the secrets, reseal fails and says how many secrets of each kind are not resealed", {
  timeout: 60_000,
}, async () => {
  await makeWebhook({ url: receiver.url(), headers: { "X-Secret": "the-value" } });
  restartWith(randomBytes(32).toString("base64"));
  const failure = await reseal().then(
    () => null,
    (error: { code: number; stdout: string }) => error,
  );
  expect(failure?.code).toBe(1);
  expect(failure?.stdout).toMatch(
    /Not resealed: signing keys \(\d+\), .*header values \(\d+\).*\(id [0-9a-f]{8}\) is not in/,
  );
});
