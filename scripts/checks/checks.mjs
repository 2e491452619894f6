import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { Problem, print, runStep } from "../terminal/progress.mjs";
import { runCommand } from "../terminal/run-command.mjs";
import { readPlaywright, readVitest } from "./read-test-report.mjs";

const root = resolve(import.meta.dirname, "../..");
const tool = (path, ...args) => [join(root, "node_modules", path), ...args];
const script = (name) => ["--import", "tsx", join(root, "scripts", name)];

/** Lists the steps: their Node commands in order and, for tests, a function that counts the results in the report in `folder`. */
function listChecks(folder) {
  const vitest = (project, title) => {
    const report = join(folder, `${project}.json`);
    const options = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
    return {
      title,
      commands: [tool("vitest/vitest.mjs", "run", "--project", project, ...options)],
      count: () => readVitest(report),
    };
  };
  const playwrightReport = join(folder, "playwright.json");
  return {
    generate: { title: "Generated code", commands: [script("generate.ts")] },
    lint: { title: "Lint", commands: [tool("@biomejs/biome/bin/biome", "check", ".")] },
    types: {
      title: "Types",
      commands: [tool("next/dist/bin/next", "typegen"), tool("typescript/bin/tsc", "--noEmit")],
    },
    structure: { title: "Structure", commands: [script("check-structure.ts")] },
    "dead-code": {
      title: "Dead code",
      // The second run leaves out the tests, because code that only a test imports is dead too.
      commands: [
        tool("knip/bin/knip.js"),
        tool("knip/bin/knip.js", "--production", "--include", "files,exports,types"),
      ],
    },
    "api-document": { title: "API document", commands: [script("check-api-document.ts")] },
    unit: vitest("unit", "Unit tests"),
    database: vitest("db", "Database tests"),
    snippets: vitest("snippets", "Snippets in each installed language"),
    build: { title: "Production build", commands: [script("build.ts")] },
    e2e: {
      title: "Browser tests",
      commands: [
        tool("@playwright/test/cli.js", "test", "--reporter=list,json", `--output=${join(folder, "e2e")}`),
      ],
      // These tests use the embedded engine; `npm run test:inngest` uses an Inngest server.
      env: { PLAYWRIGHT_JSON_OUTPUT_FILE: playwrightReport, HOOKLEDGER_TEST_INNGEST: "" },
      count: () => readPlaywright(playwrightReport),
    },
  };
}

/**
 * The phases run one after another; the sequences of a phase run at the same time, to use two cores. The browser tests need the
 * whole machine. The build follows the types in the same sequence, because both write into .next.
 */
const phases = [
  [["generate"]],
  [
    ["lint", "structure", "types", "unit", "dead-code", "api-document", "build"],
    ["database", "snippets"],
  ],
  [["e2e"]],
];

function selectChecks(args, names) {
  const { values } = parseArgs({ args, options: { only: { type: "string" } } });
  if (!values.only) return new Set(names);
  const selected = values.only.split(",").map((name) => name.trim());
  const unknown = selected.find((name) => !names.includes(name));
  if (unknown !== undefined)
    throw new Problem(`Unknown step "${unknown}".`, { advice: `Steps: ${names.join(", ")}.` });
  return new Set(["generate", ...selected, ...(selected.includes("e2e") ? ["build"] : [])]);
}

async function runCheck({ title, commands, env, count }, totals, signal) {
  await runStep(title, async (detail) => {
    let failed;
    for (const args of commands) {
      const { code, output } = await runCommand(process.execPath, args, {
        cwd: root,
        env: { ...process.env, NEXT_TELEMETRY_DISABLED: "1", ...env },
        signal,
      });
      if (code === 0) continue;
      failed = new Problem(`${title} failed (exit code ${code}).`, { output });
      break;
    }
    const counts = (await count?.()) ?? { passed: 0, failed: 0, other: "" };
    totals.passed += counts.passed;
    // A failed step never shows "0 failed", even if it has no tests or ended before writing its report.
    totals.failed += counts.failed || (failed ? 1 : 0);
    if (count) detail(`${counts.passed} passed${counts.other}`);
    if (failed) throw failed;
  });
}

async function runSequence(names, stepsByName, selected, totals, stopController) {
  for (const name of names) {
    if (!selected.has(name) || stopController.signal.aborted) continue;
    try {
      await runCheck(stepsByName[name], totals, stopController.signal);
    } catch (error) {
      if (stopController.signal.aborted) return undefined; // Stopped because another step had failed.
      stopController.abort();
      return error;
    }
  }
  return undefined;
}

/** Runs the chosen steps. The first failure stops the others and shows its last 2,000 lines of output. Returns the exit code. */
export async function runChecks(args) {
  const folder = await mkdtemp(join(tmpdir(), "hookledger-test-"));
  const stepsByName = listChecks(folder);
  const selected = selectChecks(args, Object.keys(stepsByName));
  const totals = { passed: 0, failed: 0 };
  const stopController = new AbortController();
  for (const name of ["SIGINT", "SIGTERM"]) process.on(name, () => stopController.abort());
  let failure;
  for (const sequences of phases) {
    const errors = await Promise.all(
      sequences.map((names) => runSequence(names, stepsByName, selected, totals, stopController)),
    );
    failure ??= errors.find((error) => error !== undefined);
  }
  if (failure instanceof Problem) print(`\n${failure.output}\n\n${failure.message}`);
  else if (failure) throw failure;
  const traces = join(folder, "e2e");
  if (failure && existsSync(traces)) print(`Traces and pictures: ${traces}`);
  else await rm(folder, { recursive: true, force: true });
  print(`${totals.passed} passed, ${totals.failed} failed`);
  return failure || stopController.signal.aborted ? 1 : 0;
}
