// Prints one line per step: a mark, the step's title and its duration in seconds. In a terminal, the running steps are shown live.

const isLive = process.stdout.isTTY === true && process.env.CI === undefined;
const useColor = isLive && process.env.NO_COLOR === undefined;
const paint = (code, text) => (useColor ? `\u001b[${code}m${text}\u001b[0m` : text);
const frames = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"];
const remindAfterMs = 15_000;

const runningSteps = new Set();
let ticker;
let frame = 0;

// A closed terminal must not end the supervisor before it has stopped its children.
process.stdout.on("error", () => {});
process.stderr.on("error", () => {});

/** An expected failure, with what failed, the relevant output and what to do. Shown without a stack trace. */
export class Problem extends Error {
  constructor(message, { output = "", advice = "" } = {}) {
    super(message);
    this.name = "Problem";
    this.output = output;
    this.advice = advice;
  }
}

const formatElapsed = (since) => `${((Date.now() - since) / 1000).toFixed(1)} s`;

function clearLive() {
  if (isLive && runningSteps.size > 0) process.stdout.write("\r\u001b[2K");
}

function drawLive() {
  frame = (frame + 1) % frames.length;
  const text = [...runningSteps].map((step) => `${step.title} ${formatElapsed(step.since)}`).join(", ");
  const width = (process.stdout.columns || 80) - 4;
  process.stdout.write(`\r\u001b[2K${paint(36, frames[frame])} ${text.slice(0, width)}`);
}

function printReminders() {
  for (const step of runningSteps) {
    if (Date.now() - step.remindedAt < remindAfterMs) continue;
    step.remindedAt = Date.now();
    process.stdout.write(`… ${step.title} (${formatElapsed(step.since)})\n`);
  }
}

function tick() {
  if (isLive) drawLive();
  else printReminders();
}

function begin(step) {
  runningSteps.add(step);
  ticker ??= setInterval(tick, isLive ? 100 : 1000).unref();
}

function end(step) {
  clearLive();
  runningSteps.delete(step);
  if (runningSteps.size > 0) return;
  clearInterval(ticker);
  ticker = undefined;
}

/** Prints a line above the live line of running steps. */
export function print(line = "") {
  clearLive();
  process.stdout.write(`${line}\n`);
}

/**
 * Runs `work` as one step. `work` gets a function that sets the detail shown after the title ("3 migrations").
 * Returns what `work` returns; when it throws, marks the step as failed and rethrows.
 */
export async function runStep(title, work) {
  const current = { title, since: Date.now(), remindedAt: Date.now() };
  let detail = "";
  const finish = (mark, code) => {
    end(current);
    const label = detail ? `${title} ${paint(2, `(${detail})`)}` : title;
    print(`${paint(code, mark)} ${label}  ${paint(2, formatElapsed(current.since))}`);
  };
  begin(current);
  try {
    const result = await work((text) => {
      detail = text;
    });
    finish("✔", 32);
    return result;
  } catch (error) {
    // An aborted step has not failed.
    if (error.name === "AbortError") finish("–", 2);
    else finish("✘", 31);
    throw error;
  }
}

/** Prints why the command failed: the message, the last output and the advice; for unexpected errors, the stack too. */
export function reportProblem(error) {
  if (!(error instanceof Problem)) {
    console.error(error);
    return;
  }
  console.error(`\n${paint(31, error.message)}`);
  if (error.output) console.error(`\n${error.output.trimEnd().replace(/^/gm, "  | ")}`);
  if (error.advice) console.error(`\n${error.advice}`);
}
