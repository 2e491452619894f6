import { expect, test } from "vitest";
import { matchCommands } from "./commands";

const findWhole = (text: string) =>
  matchCommands(text)
    .filter(({ whole }) => whole)
    .map(({ label, href }) => [label, href]);

test("a state, a period or both are a whole command, in any case and order", () => {
  expect(findWhole("Failed since 18:00")).toEqual([
    ["Failed deliveries, since 18:00", "/deliveries?state=failed&period=since-18:00"],
  ]);
  expect(findWhole("since 7 FAILED")).toEqual([
    ["Failed deliveries, since 07:00", "/deliveries?state=failed&period=since-07:00"],
  ]);
  expect(findWhole("held")).toEqual([["Held deliveries", "/deliveries?state=held"]]);
  expect(findWhole("failed or held deliveries today")).toEqual([
    ["Failed or Held deliveries, today", "/deliveries?state=failed,held&period=today"],
  ]);
  expect(findWhole("yesterday")).toEqual([["Deliveries, yesterday", "/deliveries?period=yesterday"]]);
  expect(findWhole("failed in the last hour")).toEqual([
    ["Failed deliveries, last hour", "/deliveries?state=failed&period=last-hour"],
  ]);
});

test("what is no command is none, and half a command only suggests", () => {
  for (const text of ["", "L-102", "failed since 25:00", "failed loans", "since", "fai", "failed sin"])
    expect(findWhole(text), text).toEqual([]);
  expect(matchCommands("L-102")).toEqual([]);
  expect(matchCommands("fai").map(({ label }) => label)).toEqual([
    "Failed deliveries",
    "Failed deliveries, last hour",
    "Failed deliveries, since 18:00",
    "Failed deliveries, today",
  ]);
  expect(matchCommands("failed sin")).toMatchObject([
    { label: "Failed deliveries, since 18:00", whole: false },
  ]);
});
