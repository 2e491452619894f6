import { expect, test } from "vitest";
import { findUnstorable } from "./unstorable-text";

test("text that Postgres cannot store is found with its path", () => {
  expect(findUnstorable({ a: [{ b: "fine" }, { c: "x\0" }] })).toMatchObject({ path: ["a", "1", "c"] });
  expect(findUnstorable({ a: { "x\ud800": 1 } })).toMatchObject({ path: ["a"] });
  expect(findUnstorable("\ud800")).toMatchObject({ path: [] });
  expect(findUnstorable({ a: ["fine", 1, null, true, "\u{1f600}"] })).toBeUndefined();
});

test("cyclic and repeated objects are visited once, and nesting of any depth is searched", () => {
  const circle: Record<string, unknown> = {};
  circle.self = circle;
  expect(findUnstorable(circle)).toBeUndefined();
  let doubled: object = { text: "fine" };
  for (let level = 0; level < 60; level += 1) doubled = { left: doubled, right: doubled };
  expect(findUnstorable(doubled)).toBeUndefined();
  let deep: object = { text: "\0" };
  for (let level = 0; level < 20_000; level += 1) deep = { deep };
  expect(findUnstorable(deep)?.path).toHaveLength(20_001);
});
