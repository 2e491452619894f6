import { readFile } from "node:fs/promises";

/** Returns undefined if the report is missing: the test runner ended before it wrote one, so its step has failed anyway. */
async function readReport(path) {
  const text = await readFile(path, "utf8").catch(() => undefined);
  return text === undefined ? undefined : JSON.parse(text);
}

function formatCounts(counts) {
  const positiveCounts = Object.entries(counts).filter(([, count]) => count > 0);
  return positiveCounts.map(([name, count]) => `, ${count} ${name}`).join("");
}

/** Counts the tests in vitest's JSON report; a file that could not be run counts as one failed test. */
export async function readVitest(path) {
  const report = await readReport(path);
  if (!report) return undefined;
  const filesNotRun = report.testResults.filter(
    (file) => file.status === "failed" && file.assertionResults.length === 0,
  );
  const failed = report.numFailedTests + filesNotRun.length;
  return {
    passed: report.numPassedTests,
    failed,
    other: formatCounts({ failed, skipped: report.numPendingTests, "to be written": report.numTodoTests }),
  };
}

/** Counts the tests in Playwright's JSON report; a test that passed only when repeated counts as passed and also as flaky. */
export async function readPlaywright(path) {
  const report = await readReport(path);
  if (!report) return undefined;
  const { expected, flaky, skipped, unexpected } = report.stats;
  const failed = unexpected + (unexpected === 0 ? report.errors.length : 0);
  return { passed: expected + flaky, failed, other: formatCounts({ failed, flaky, skipped }) };
}
