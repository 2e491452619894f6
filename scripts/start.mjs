// `npm start`. Until the packages are installed, it uses only Node's builtins.
import { checkNodeVersion } from "./install/node-version.mjs";

checkNodeVersion();
const { reportProblem } = await import("./terminal/progress.mjs");
try {
  const { install } = await import("./install/install.mjs");
  await install();
  // Runs in this process, so that Ctrl-C and SIGTERM reach the supervisor itself and need no forwarding.
  await import("tsx");
  const { up } = await import("./up.ts");
  await up({ dev: process.argv.includes("--dev") });
} catch (error) {
  reportProblem(error);
  process.exit(1);
}
