// `npm test`: everything a change must pass. `npm test -- --only unit,e2e` runs only those steps (e2e builds first).
import { checkNodeVersion } from "./install/node-version.mjs";

checkNodeVersion();
const { reportProblem } = await import("./terminal/progress.mjs");
try {
  const { install } = await import("./install/install.mjs");
  const { runChecks } = await import("./checks/checks.mjs");
  await install();
  process.exitCode = await runChecks(process.argv.slice(2));
} catch (error) {
  reportProblem(error);
  process.exitCode = 1;
}
