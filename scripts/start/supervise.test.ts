import { expect, onTestFinished, test, vi } from "vitest";
import { Supervised } from "./supervise";

/** A program with this source, supervised until the test ends. */
function supervise(source: string, { answersPings = true, maxUnanswered = 10 } = {}): Supervised {
  const program = { name: "toy", args: ["-e", source], env: process.env, answersPings };
  const supervised = new Supervised(program, { everyMs: 5, maxUnanswered });
  onTestFinished(() => supervised.stop());
  return supervised;
}

const waitOptions = { timeout: 20_000, interval: 20 };

test("a program that no longer answers is killed and started again", async () => {
  const supervised = supervise(
    `
    console.log("started");
    process.once("message", () => process.send("answer"));
    process.on("message", () => {});`,
    { maxUnanswered: 100 },
  );
  await vi.waitFor(() => expect(supervised.lastLines.length).toBeGreaterThan(1), waitOptions);
  expect(supervised.exitCount).toBeGreaterThan(0);
}, 30_000);

test("a program that never answers is killed and started again", async () => {
  const supervised = supervise("setInterval(() => {}, 60_000);");
  // Two exits show that it was started again. On a busy machine it may be killed before its code runs, which shows the same.
  await vi.waitFor(() => expect(supervised.exitCount).toBeGreaterThan(1), waitOptions);
}, 30_000);

test.each([
  ["that answers", `process.on("message", () => process.send("answer"));`, true],
  ["that is not expected to answer", `process.on("message", () => {});`, false],
])(
  "a program %s keeps running",
  async (_, listen, answersPings) => {
    // The program prints its line after more pings than it may leave unanswered.
    const supervised = supervise(
      `${listen} let asked = 0; process.on("message", () => { if (++asked === 450) console.log("still here"); });
     if (!${answersPings}) setTimeout(() => console.log("still here"), 450 * 5);`,
      { answersPings, maxUnanswered: 400 },
    );
    await vi.waitFor(() => expect(supervised.lastLines).toEqual(["still here"]), waitOptions);
    expect(supervised.exitCount).toBe(0);
  },
  30_000,
);
