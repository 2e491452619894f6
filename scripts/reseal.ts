// npm run reseal: seals every secret again with the first key of HOOKLEDGER_ENCRYPTION_KEY, and prints which old keys are no longer needed.
import { systemScope } from "@/lib/scope/system-scope";
import { withDatabase } from "./postgres/with-database";
import { Problem, print, reportProblem, runStep } from "./terminal/progress.mjs";

/** Reseals the secrets and prints the outcome. Returns whether all of them are now sealed with the first key. */
async function reseal(): Promise<boolean> {
  // Imported here, because on a fresh clone withDatabase first generates the database client that these modules import.
  const { resealSecrets } = await import("@/lib/sealed-secrets/reseal-secrets");
  const { describeResealOutcome } = await import("@/lib/sealed-secrets/describe-reseal-outcome");
  const outcome = await runStep("Secrets resealed", async (detail) => {
    const result = await resealSecrets(systemScope("Operator"), (count) => detail(`${count}`));
    detail(`${result.resealed}`);
    return result;
  });
  const { complete, lines } = describeResealOutcome(outcome.counts);
  for (const line of lines) print(line);
  return complete;
}

try {
  if (!(await withDatabase(reseal))) process.exitCode = 1;
} catch (error) {
  const hasNoTables = ["P2021", "42P01"].includes((error as { code?: string }).code ?? "");
  const advice = "Run npm start, or npm run migrate, first.";
  reportProblem(hasNoTables ? new Problem("The database has no tables yet.", { advice }) : error);
  process.exitCode = 1;
}
