import { expect, onTestFinished, test, vi } from "vitest";
import { Supervised } from "./supervise";

/** A program with this source, supervised until the test ends. */
function supervise(source: string, { answers = true, patience = 10 } = {}): Supervised {
  const program = { name: "toy", args: ["-e", source], env: process.env, answers };
  const supervised = new Supervised(program, { everyMs: 5, patience });
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
    { patience: 100 },
  );
  await vi.waitFor(() => expect(supervised.lastLines.length).toBeGreaterThan(1), waitOptions);
  expect(supervised.deaths).toBeGreaterThan(0);
}, 30_000);

test("a program that never answers is killed and started again", async () => {
  const supervised = supervise("setInterval(() => {}, 60_000);");
  // Twice, so it was started again. On a busy machine it is killed before its code runs, which is as good.
  await vi.waitFor(() => expect(supervised.deaths).toBeGreaterThan(1), waitOptions);
}, 30_000);

test.each([
  ["that answers", `process.on("message", () => process.send("answer"));`, true],
  ["that is not expected to answer", `process.on("message", () => {});`, false],
])(
  "a program %s keeps running",
  async (_, listen, answers) => {
    // More pings than a program may leave unanswered.
    const supervised = supervise(
      `${listen} let asked = 0; process.on("message", () => { if (++asked === 450) console.log("still here"); });
     if (!${answers}) setTimeout(() => console.log("still here"), 450 * 5);`,
      { answers, patience: 400 },
    );
    await vi.waitFor(() => expect(supervised.lastLines).toEqual(["still here"]), waitOptions);
    expect(supervised.deaths).toBe(0);
  },
  30_000,
);
