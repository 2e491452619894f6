import { readFile } from "node:fs/promises";

/** A missing report (the runner ended before writing it) counts nothing; its step has failed anyway. */
async function readReport(path) {
  const text = await readFile(path, "utf8").catch(() => undefined);
  return text === undefined ? undefined : JSON.parse(text);
}

function mention(parts) {
  const shown = Object.entries(parts).filter(([, count]) => count > 0);
  return shown.map(([name, count]) => `, ${count} ${name}`).join("");
}

/** Passed and failed of vitest's JSON report; a file that could not be run counts as one failed. */
export async function readVitest(path) {
  const report = await readReport(path);
  if (!report) return undefined;
  const broken = report.testResults.filter(
    (file) => file.status === "failed" && file.assertionResults.length === 0,
  );
  const failed = report.numFailedTests + broken.length;
  return {
    passed: report.numPassedTests,
    failed,
    other: mention({ failed, skipped: report.numPendingTests, "to be written": report.numTodoTests }),
  };
}

/** Passed and failed of Playwright's JSON report; a test that passed only when repeated counts as passed and also as flaky. */
export async function readPlaywright(path) {
  const report = await readReport(path);
  if (!report) return undefined;
  const { expected, flaky, skipped, unexpected } = report.stats;
  const failed = unexpected + (unexpected === 0 ? report.errors.length : 0);
  return { passed: expected + flaky, failed, other: mention({ failed, flaky, skipped }) };
}
