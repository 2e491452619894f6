import { afterEach, beforeAll, expect, test, vi } from "vitest";
import { useDatabase } from "@/testing/database";
import { fillCatalogue, makeWebhook } from "@/testing/ledger";
import { listEncryptionKeyIds } from "../crypto/seal";
import { resetEnv } from "../env";
import { log } from "../log";
import { reportSealedSecrets } from "./report-sealed";

useDatabase();
beforeAll(fillCatalogue);
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  resetEnv();
});

function configureKeys(...bytes: number[]): string[] {
  const keys = bytes.map((byte) => Buffer.alloc(32, byte).toString("base64"));
  vi.stubEnv("HOOKLEDGER_ENCRYPTION_KEY", keys.join(","));
  resetEnv();
  return listEncryptionKeyIds();
}

/** Logs as at startup. @returns the messages, by level */
async function captureStartupLog() {
  const [error, warn] = [vi.spyOn(log, "error"), vi.spyOn(log, "warn")];
  await reportSealedSecrets();
  return {
    errors: error.mock.calls.map(([, text]) => text),
    warnings: warn.mock.calls.map(([, text]) => text),
  };
}

test("at startup, an absent key that sealed secrets is logged as an error, an old key as a warning; otherwise nothing is logged", async () => {
  const [id] = configureKeys(1);
  for (let count = 0; count < 2; count += 1) {
    await makeWebhook({ url: "http://127.0.0.1:9/", headers: { "X-One": "one" } });
  }
  expect(await captureStartupLog()).toEqual({ errors: [], warnings: [] });
  vi.restoreAllMocks();
  configureKeys(2, 1);
  expect(await captureStartupLog()).toEqual({
    errors: [],
    warnings: [expect.stringContaining("npm run reseal")],
  });
  vi.restoreAllMocks();
  configureKeys(2);
  const { errors, warnings } = await captureStartupLog();
  expect(warnings).toEqual([]);
  expect(errors).toEqual([
    expect.stringContaining(
      `The encryption key ${id} is not in HOOKLEDGER_ENCRYPTION_KEY, but is needed for signing keys (2), header values (2)`,
    ),
  ]);
});
