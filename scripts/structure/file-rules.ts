import { isTest, type Source, type Violation } from "./source";

const vagueNames = new Set(["util", "utils", "helper", "helpers", "service", "services", "common", "misc"]);

function checkName({ path }: Source): Violation[] {
  const word = path.split(/[/.\-_]/).find((part) => vagueNames.has(part.toLowerCase()));
  return word
    ? [{ path, line: 1, rule: "name", todo: `"${word}" is vague: name the file by what it does` }]
    : [];
}

interface Limit {
  lines: number;
  todo: string;
  /** Whether a file may be longer if its first comment gives the reason. */
  reason?: true;
}

const testFiles = /\.(test|spec)\.tsx?$/;

/** Files without a limit on their length: components in the style of shadcn; data (event types, the demo); type declarations. */
const filesWithoutLimit = /^(components\/ui|lib\/catalogue\/builtin|demo)\/|\.d\.m?ts$/;

/** The first matching pattern applies. Tests come first, so that no reason in a first comment allows them more lines. */
const limits: [pattern: RegExp, limit: Limit][] = [
  [testFiles, { lines: 250, todo: "keep one subject per test file" }],
  [
    /^app\/.*\broute\.ts$/,
    { lines: 40, todo: "a route should only authenticate, parse, call one use case and respond" },
  ],
  [/^app\/.*\bpage\.tsx$/, { lines: 80, todo: "move parts into components beside the page" }],
  [/^inngest\/functions\//, { lines: 60, todo: "a function should only call lib" }],
  [
    /./,
    {
      lines: 250,
      todo: "split it so that each file has one purpose, or give the reason in its first comment",
      reason: true,
    },
  ],
];

const minLines = 15;

/** Files that a tool requires by name, however short they are: Next's special files and tool configurations. */
const conventionalFiles =
  /^app\/(.*\/)?(page|route|layout|template|error|global-error|loading|not-found|forbidden)\.tsx?$|^proxy\.ts$|^[^/]+\.config\.[mc]?[jt]s$/;

/** Whether a file begins with a comment, after a directive such as "use client". */
const beginsWithComment = (text: string) => /^(["']use \w+["'];\s*)?\/[/*]/.test(text);

function checkSize({ path, text }: Source): Violation[] {
  if (filesWithoutLimit.test(path)) return [];
  const lines = text.replace(/\n$/, "").split("\n").length;
  const limit = limits.find(([pattern]) => pattern.test(path))?.[1];
  if (limit && lines > limit.lines && !(limit.reason && beginsWithComment(text))) {
    const todo = `${lines} lines, at most ${limit.lines}: ${limit.todo}`;
    return [{ path, line: limit.lines + 1, rule: "size", todo }];
  }
  if (lines >= minLines || isTest(path) || conventionalFiles.test(path) || beginsWithComment(text)) return [];
  const todo = `${lines} lines: merge it into the file that uses it, or give the reason in its first comment`;
  return [{ path, line: 1, rule: "size", todo }];
}

/** app and components are not included: their calls of `fetch` run in the browser and reach only our own API. */
const filesWithoutFetch = /^(lib|inngest)\/(?!http\/)/;

function checkFetch({ path, text }: Source): Violation[] {
  if (!filesWithoutFetch.test(path) || isTest(path)) return [];
  return text.split("\n").flatMap((line, index) => {
    const isCall = /(?<![.\w])fetch\(/.test(line) && !/^\s*(\*|\/\/|\/\*)|\bfunction fetch/.test(line);
    const todo = "only lib/http may open connections: fetch does not check addresses";
    return isCall ? [{ path, line: index + 1, rule: "sending", todo }] : [];
  });
}

/** These files may read the machine's clock: lib/clock needs it, and code samples run elsewhere. */
const filesWithOwnClock = /^lib\/(clock\.ts$|database\/sync-clock\.ts$|snippets\/)/;

function checkClock({ path, text }: Source): Violation[] {
  if (!/^(lib|inngest)\//.test(path) || filesWithOwnClock.test(path) || isTest(path)) return [];
  return text.split("\n").flatMap((line, index) => {
    const isCall = /\bnew Date\(\)|\bDate\.now\(\)/.test(line) && !/^\s*(\*|\/\/|\/\*)/.test(line);
    const todo =
      "use currentTime() from lib/clock for the ledger's time, and performance.now() for durations";
    return isCall ? [{ path, line: index + 1, rule: "clock", todo }] : [];
  });
}

/** The rules for a single file: its name, its length, no `fetch`, and which clock it reads. */
export function checkFile(source: Source): Violation[] {
  return [...checkName(source), ...checkSize(source), ...checkFetch(source), ...checkClock(source)];
}
