import { expect, test } from "vitest";
import { displayedBytes, prettyJson, readableText } from "./payload-text";

const bytes = (text: string) => new TextEncoder().encode(text);

test("UTF-8 is text; invisible characters are escaped", () => {
  expect(readableText(bytes("Größe ✓\r\n\tx"))?.text).toBe("Größe ✓\n\tx");
  expect(readableText(bytes("a\u001b[31mb\u202ec"))?.text).toBe("a\\u001b[31mb\\u202ec");
});

test("HTML stays text", () => {
  expect(readableText(bytes("<script>alert(1)</script>"))?.text).toBe("<script>alert(1)</script>");
});

test("a character cut off at the end is left out", () => {
  expect(readableText(bytes("ab✓").subarray(0, 4))?.text).toBe("ab");
});

test("anything but UTF-8 text is null", () => {
  expect(readableText(new Uint8Array([0x1f, 0x8b, 8, 0]))).toBeNull();
  expect(readableText(new Uint8Array([0x41, 0, 0x42]))).toBeNull();
});

test("a long payload is shown partly", () => {
  const long = readableText(bytes("x".repeat(displayedBytes + 1)));
  expect(long).toEqual({ text: "x".repeat(displayedBytes), shown: displayedBytes });
});

test("indents objects, lists and empty ones as JSON.stringify does", () => {
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

test("is null for anything but JSON", () => {
  expect(prettyJson("a=1&b=2")).toBeNull();
  expect(prettyJson('{"a":1,}')).toBeNull();
  expect(prettyJson("")).toBeNull();
});

test("deep nesting does not make it long", () => {
  const deep = `${"[".repeat(5_000)}${"]".repeat(5_000)}`;
  expect(prettyJson(deep)?.length).toBeLessThan(deep.length * 50);
});
