import { expect, test } from "vitest";
import { noAnswerProblem } from "./postgres-problems";

test("the process that holds the data folder is named only if it is known to be Postgres", () => {
  const messageFor = (postmaster: number | "reused" | undefined) =>
    noAnswerProblem("data/postgres", postmaster).message;
  expect(messageFor(123)).toBe("Postgres (pid 123) holds the data folder but does not respond.");
  for (const postmaster of ["reused", undefined] as const)
    expect(messageFor(postmaster)).toBe("Postgres (pid unknown) holds the data folder but does not respond.");
});
