import { parseArgs } from "node:util";
import { Problem } from "../scripts/terminal/progress.mjs";
import { measures } from "./all-measures";

const usage = `npm run bench -- [options]
  --only a,b          measure only these: ${measures.map(({ name }) => name).join(", ")}
                      (default: all except ${measures.flatMap(({ name, onlyWhenNamed }) => (onlyWhenNamed ? [name] : [])).join(", ")}; see docs/benchmarks.md)
  --runs N            number of runs of each measure; the table shows their median, minimum and maximum (default: 3)
  --scale N           multiply the number of events by N (default: 1)
  --against COMMIT    also measure this commit, built in a temporary Git worktree; or the folder of another checkout
  --fast-postgres     do not make commits wait for the disk (fsync and synchronous_commit off)
  --write FILE        replace the table in this file, between its two markers
  --json              print JSON instead of the table
The table is printed on stdout, the progress on stderr.`;

function readNumber(name: string, text: string): number {
  const number = Number(text);
  if (!(number > 0)) throw new Problem(`--${name} takes a number above 0, not ${text}.`, { advice: usage });
  return number;
}

function parse(args: string[]) {
  const text = { type: "string" } as const;
  const flag = { type: "boolean", default: false } as const;
  const options = {
    only: text,
    runs: { ...text, default: "3" },
    scale: { ...text, default: "1" },
    against: text,
    write: text,
    "fast-postgres": flag,
    json: flag,
    help: flag,
  } as const;
  try {
    return parseArgs({ args, options }).values;
  } catch (error) {
    throw new Problem((error as Error).message, { advice: usage });
  }
}

/** Parses the options of `npm run bench`. Throws a Problem that shows the usage if they are invalid, and for --help. */
export function readOptions(args: string[]) {
  const givenOptions = parse(args);
  if (givenOptions.help) throw new Problem("The options of the benchmark:", { advice: usage });
  const names =
    givenOptions.only?.split(",") ??
    measures.flatMap(({ name, onlyWhenNamed }) => (onlyWhenNamed ? [] : [name]));
  const unknownNames = names.filter((name) => !measures.some((measure) => measure.name === name));
  if (unknownNames.length > 0)
    throw new Problem(`There is no measure called ${unknownNames.join(", ")}.`, { advice: usage });
  return {
    measures: measures.filter(({ name }) => names.includes(name)),
    runs: Math.ceil(readNumber("runs", givenOptions.runs)),
    scale: readNumber("scale", givenOptions.scale),
    against: givenOptions.against,
    file: givenOptions.write,
    durable: !givenOptions["fast-postgres"],
    json: givenOptions.json,
  };
}
