import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { readPlaywright, readVitest } from "./test-counts.mjs";

async function file(report: unknown): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "hookledger-counts-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  const path = join(folder, "report.json");
  await writeFile(path, JSON.stringify(report));
  return path;
}

const vitest = { numPassedTests: 7, numFailedTests: 0, numPendingTests: 2, numTodoTests: 0, testResults: [] };
const playwright = { stats: { expected: 3, unexpected: 0, flaky: 0, skipped: 0 }, errors: [] };

test("vitest: passed, failed and skipped tests", async () => {
  expect(await readVitest(await file(vitest))).toEqual({ passed: 7, failed: 0, other: ", 2 skipped" });
});

test("vitest: a file that does not even load has failed", async () => {
  const testResults = [{ status: "failed", assertionResults: [] }];
  expect(await readVitest(await file({ ...vitest, testResults }))).toMatchObject({ passed: 7, failed: 1 });
});

test("playwright: a flaky test passed, and is named", async () => {
  const report = { ...playwright, stats: { ...playwright.stats, flaky: 1, unexpected: 2 } };
  expect(await readPlaywright(await file(report))).toEqual({
    passed: 4,
    failed: 2,
    other: ", 2 failed, 1 flaky",
  });
});

test("playwright: an error outside of any test has failed", async () => {
  expect(await readPlaywright(await file({ ...playwright, errors: [{}] }))).toMatchObject({ failed: 1 });
});

test("no report, no counts", async () => {
  expect(await readVitest("/nowhere/report.json")).toBeUndefined();
});
