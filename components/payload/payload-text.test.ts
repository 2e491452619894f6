import { expect, test } from "vitest";
import { decodeReadableText, formatJson, maxDisplayedBytes } from "./payload-text";

const encode = (text: string) => new TextEncoder().encode(text);

test("UTF-8 is decoded; invisible characters are escaped", () => {
  expect(decodeReadableText(encode("Größe ✓\r\n\tx"))?.text).toBe("Größe ✓\n\tx");
  expect(decodeReadableText(encode("a\u001b[31mb\u202ec"))?.text).toBe("a\\u001b[31mb\\u202ec");
});

test("HTML is returned unchanged", () => {
  expect(decodeReadableText(encode("<script>alert(1)</script>"))?.text).toBe("<script>alert(1)</script>");
});

test("a character that is cut off at the end is omitted", () => {
  expect(decodeReadableText(encode("ab✓").subarray(0, 4))?.text).toBe("ab");
});

test("decodeReadableText returns null for bytes that are not UTF-8 and for text with a NUL character", () => {
  expect(decodeReadableText(new Uint8Array([0x1f, 0x8b, 8, 0]))).toBeNull();
  expect(decodeReadableText(new Uint8Array([0x41, 0, 0x42]))).toBeNull();
});

test("only the first bytes of a long payload are shown", () => {
  const long = decodeReadableText(encode("x".repeat(maxDisplayedBytes + 1)));
  expect(long).toEqual({ text: "x".repeat(maxDisplayedBytes), shownLength: maxDisplayedBytes });
});

test("formatJson indents objects and lists, empty or not, as JSON.stringify does", () => {
  const value = { a: [1, { b: 'x,{}[]:" y' }, [], {}], c: null, d: { e: true }, f: "" };
  expect(formatJson(JSON.stringify(value))).toBe(JSON.stringify(value, null, 2));
  expect(formatJson('  {"a" :\n 1}')).toBe('{\n  "a": 1\n}');
  expect(formatJson('"text"')).toBe('"text"');
  expect(formatJson("[]")).toBe("[]");
});

test("formatJson keeps numbers, repeated keys and escapes as they were sent", () => {
  const text = '{"amount":12345678901234567890.10,"a":1,"a":2,"s":"\\u0041\\/"}';
  expect(formatJson(text)?.replaceAll(/\n {2}|\n|(?<=:) /g, "")).toBe(text);
});

test("formatJson returns null for anything but JSON", () => {
  expect(formatJson("a=1&b=2")).toBeNull();
  expect(formatJson('{"a":1,}')).toBeNull();
  expect(formatJson("")).toBeNull();
});

test("formatJson limits the indentation of deep nesting", () => {
  const deep = `${"[".repeat(5_000)}${"]".repeat(5_000)}`;
  expect(formatJson(deep)?.length).toBeLessThan(deep.length * 50);
});
