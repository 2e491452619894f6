import { expect, test } from "vitest";
import { prettyJson } from "./pretty-json";

test("sets out objects, lists and empty ones as JSON.stringify does", () => {
  const value = { a: [1, { b: 'x,{}[]:" y' }, [], {}], c: null, d: { e: true }, f: "" };
  expect(prettyJson(JSON.stringify(value))).toBe(JSON.stringify(value, null, 2));
  expect(prettyJson('  {"a" :\n 1}')).toBe('{\n  "a": 1\n}');
  expect(prettyJson('"text"')).toBe('"text"');
  expect(prettyJson("[]")).toBe("[]");
});

test("keeps numbers, repeated keys and escapes as they were sent", () => {
  const text = '{"amount":12345678901234567890.10,"a":1,"a":2,"s":"\\u0041\\/"}';
  expect(prettyJson(text)?.replaceAll(/\n {2}|\n|(?<=:) /g, "")).toBe(text);
});

test("is null for what is not JSON", () => {
  expect(prettyJson("a=1&b=2")).toBeNull();
  expect(prettyJson('{"a":1,}')).toBeNull();
  expect(prettyJson("")).toBeNull();
});

test("deep nesting does not make it long", () => {
  const deep = `${"[".repeat(5_000)}${"]".repeat(5_000)}`;
  expect(prettyJson(deep)?.length).toBeLessThan(deep.length * 50);
});
