// npm run test:inngest: the delivery tests, on the Inngest server that HOOKLEDGER_TEST_INNGEST starts.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { build } from "./build/build";
import { generateClient } from "./build/generate";
import { loadSettings, readSetting, root } from "./start/settings";
import { print, reportProblem } from "./terminal/progress.mjs";

const specs = ["delivery", "retries", "failures", "kill", "faults", "inngest"];

async function runTests(): Promise<number> {
  await generateClient();
  const release = await build();
  const playwright = join(root, "node_modules/@playwright/test/cli.js");
  const files = specs.map((name) => `e2e/${name}.spec.ts`);
  const tests = spawn(process.execPath, [playwright, "test", "--reporter=list", ...files], {
    cwd: root,
    stdio: "inherit",
  });
  const [code] = await once(tests, "close");
  await release();
  return code ?? 1;
}

loadSettings();
if (readSetting("HOOKLEDGER_TEST_INNGEST")) {
  try {
    process.exitCode = await runTests();
  } catch (error) {
    reportProblem(error);
    process.exitCode = 1;
  }
} else {
  print("skipped: HOOKLEDGER_TEST_INNGEST is not set (see CONTRIBUTING.md)");
}
