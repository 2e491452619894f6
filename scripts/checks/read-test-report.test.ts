import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { readPlaywright, readVitest } from "./read-test-report.mjs";

async function writeReport(report: unknown): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "hookledger-counts-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  const path = join(folder, "report.json");
  await writeFile(path, JSON.stringify(report));
  return path;
}

const vitestReport = {
  numPassedTests: 7,
  numFailedTests: 0,
  numPendingTests: 2,
  numTodoTests: 0,
  testResults: [],
};
const playwrightReport = { stats: { expected: 3, unexpected: 0, flaky: 0, skipped: 0 }, errors: [] };

test("vitest: passed, failed and skipped tests are counted", async () => {
  expect(await readVitest(await writeReport(vitestReport))).toEqual({
    passed: 7,
    failed: 0,
    other: ", 2 skipped",
  });
});

test("vitest: a file that does not even load counts as failed", async () => {
  const testResults = [{ status: "failed", assertionResults: [] }];
  expect(await readVitest(await writeReport({ ...vitestReport, testResults }))).toMatchObject({
    passed: 7,
    failed: 1,
  });
});

test("playwright: a flaky test counts as passed and is also counted as flaky", async () => {
  const report = { ...playwrightReport, stats: { ...playwrightReport.stats, flaky: 1, unexpected: 2 } };
  expect(await readPlaywright(await writeReport(report))).toEqual({
    passed: 4,
    failed: 2,
    other: ", 2 failed, 1 flaky",
  });
});

test("playwright: an error outside any test counts as failed", async () => {
  expect(await readPlaywright(await writeReport({ ...playwrightReport, errors: [{}] }))).toMatchObject({
    failed: 1,
  });
});

test("without a report there are no counts", async () => {
  expect(await readVitest("/nowhere/report.json")).toBeUndefined();
});
