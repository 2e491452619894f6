// `npm run bench`: measures this checkout, optionally alternating with another commit. The options are in options.ts.
import { readFile, writeFile } from "node:fs/promises";
import { startTemporaryDatabase } from "../scripts/postgres/temporary-database";
import { root } from "../scripts/start/settings";
import { reportProblem } from "../scripts/terminal/progress.mjs";
import { type Build, prepareBuild } from "./build";
import { checkOut, describeCommit } from "./checkout";
import type { Figures, Measure } from "./define-measure";
import { describeMachine, formatMachine } from "./machine";
import { readOptions } from "./options";
import { prepareStages, type Stage } from "./stage";
import { summarize } from "./statistics";
import { formatNumber, formatTable, type Row, replaceBetweenMarkers } from "./table";

const printProgress = (text: string) => process.stderr.write(`${text}\n`);

async function prepareBuilds(server: Parameters<typeof prepareBuild>[0], against?: string): Promise<Build[]> {
  printProgress("Preparing the build of this folder");
  const builds = [await prepareBuild(server, root, describeCommit())];
  if (against === undefined) return builds;
  printProgress(`Preparing the build of ${against}`);
  const folder = await checkOut(against);
  return [...builds, await prepareBuild(server, folder, describeCommit(folder))];
}

/** Returns the figures of one measure. If the measure fails, returns none and sets exit code 1; the other measures still run. */
async function runMeasure(measure: Measure, stage: Stage): Promise<Figures> {
  const startedAt = performance.now();
  try {
    const figures = await measure.measure(stage);
    const values = Object.values(figures).map(formatNumber);
    printProgress(`  ${values.join(", ")} (${Math.round((performance.now() - startedAt) / 1_000)} s)`);
    return figures;
  } catch (error) {
    printProgress(`  failed: ${(error as Error).stack}`);
    process.exitCode = 1;
    return {};
  }
}

/** Runs each measure on all builds in turn, so that a change of the machine's speed affects all of them. */
async function runAll(measures: Measure[], stages: Stage[], runs: number): Promise<Row[]> {
  const figures = stages.map((): Figures[] => []);
  for (let run = 1; run <= runs; run += 1) {
    for (const [index, measure] of measures.entries()) {
      for (const [buildIndex, stage] of stages.entries()) {
        printProgress(
          `Run ${run} of ${runs}, measure ${index + 1} of ${measures.length}: ${measure.name}, ${stage.build.name}`,
        );
        figures[buildIndex]?.push(await runMeasure(measure, stage));
      }
    }
  }
  return measures
    .flatMap(({ units }) => Object.entries(units))
    .map(([title, unit]) => ({
      title,
      unit,
      spreads: figures.map((runsOfBuild) =>
        summarize(runsOfBuild.map((figuresOfRun) => figuresOfRun[title])),
      ),
    }));
}

/** Reads the document, and returns it with `text` in place of its table. */
async function readWithNewTable(file: string, text: string): Promise<string> {
  return replaceBetweenMarkers(await readFile(file, "utf8"), text);
}

async function bench(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  const { runs, scale, durable } = options;
  // Fails on a mistyped file name before the first measure.
  if (options.file) await readWithNewTable(options.file, "");
  const server = await startTemporaryDatabase({ durable });
  const stages = await prepareStages(server, scale);
  try {
    const machine = await describeMachine(server, durable);
    const builds = await prepareBuilds(server, options.against);
    const rows = await runAll(options.measures, builds.map(stages.forBuild), runs);
    const names = builds.map(({ name }) => name);
    const text = `${formatMachine(machine, names, runs, scale)}\n\n${formatTable(rows, names)}`;
    if (options.file) await writeFile(options.file, await readWithNewTable(options.file, text));
    console.log(options.json ? JSON.stringify({ machine, runs, scale, builds: names, rows }, null, 2) : text);
  } finally {
    await stages.stop();
    await server.stop();
  }
}

for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(130));
try {
  await bench();
} catch (error) {
  reportProblem(error);
  process.exitCode = 1;
}
