import { expect, test } from "vitest";
import { readableText, shownBytes } from "./readable-text";

const bytes = (text: string) => new TextEncoder().encode(text);

test("UTF-8 is text; what cannot be seen is written out", () => {
  expect(readableText(bytes("Größe ✓\r\n\tx"))?.text).toBe("Größe ✓\n\tx");
  expect(readableText(bytes("a\u001b[31mb\u202ec"))?.text).toBe("a\\u001b[31mb\\u202ec");
});

test("HTML stays the text that it is", () => {
  expect(readableText(bytes("<script>alert(1)</script>"))?.text).toBe("<script>alert(1)</script>");
});

test("a character that was cut at the end is left out", () => {
  expect(readableText(bytes("ab✓").subarray(0, 4))?.text).toBe("ab");
});

test("what is not UTF-8 text is null", () => {
  expect(readableText(new Uint8Array([0x1f, 0x8b, 8, 0]))).toBeNull();
  expect(readableText(new Uint8Array([0x41, 0, 0x42]))).toBeNull();
});

test("a long payload is shown in part", () => {
  const long = readableText(bytes("x".repeat(shownBytes + 1)));
  expect(long).toEqual({ text: "x".repeat(shownBytes), shown: shownBytes });
});
