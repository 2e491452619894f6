// `npm test`: everything a change must pass. `npm test -- --only unit,e2e` runs those steps alone (e2e builds first).
import { checkNodeVersion } from "./steps/node-version.mjs";

checkNodeVersion();
const { reportProblem } = await import("./steps/progress.mjs");
try {
  const { install } = await import("./steps/install.mjs");
  const { runChecks } = await import("./steps/checks.mjs");
  await install();
  process.exitCode = await runChecks(process.argv.slice(2));
} catch (error) {
  reportProblem(error);
  process.exitCode = 1;
}
