import { expect, test } from "vitest";
import { JsonNumber } from "./json-number";
import { parseJson } from "./parse-json";
import { toPlainNumbers } from "./plain-numbers";
import { writeJson } from "./write-json";

const numbersKeptAsText = [
  "1234567890123.123456",
  "9007199254740993.0",
  "9007199254740993",
  "12345678901234567890",
  "1e-400",
  "1E400",
  "120.50",
  "1.0",
  "-0",
  "-0.0",
  "0.0000001",
  "0.12345678901234567",
  "1e2",
];

test.each(numbersKeptAsText)("%s is written unchanged", (digits) => {
  const value = parseJson(digits);
  expect(value).toEqual(new JsonNumber(digits));
  const text = `{"a":[${digits},"x",{"b":${digits}}],"c":1.5}`;
  expect(writeJson(parseJson(text))).toBe(text);
});

test.each(["0", "-1", "19.99", "0.07", "1234567890", "999999999999999", "0.000001", "1.5"])(
  "%s is a plain number",
  (digits) => {
    expect(parseJson(`[${digits},1e1]`)).toEqual([Number(digits), new JsonNumber("1e1")]);
    expect(writeJson(parseJson(digits))).toBe(digits);
  },
);

test("digits inside strings and names are not parsed as numbers", () => {
  const text = '{"1.0":"12345678901234567890 \\" 1e5","b":"\\\\"}';
  expect(parseJson(text)).toEqual(JSON.parse(text));
});

test.each([String.raw`"\\" 1`, String.raw`"\""`, String.raw`"\\\" 1.0"`, String.raw`"\\\\"`])(
  "numbers after the string %s are found",
  (string) => {
    const [text = ""] = /^"(?:[^"\\]|\\.)*"/.exec(string) ?? [];
    expect(writeJson(parseJson(`[${text},1.0]`))).toBe(`[${text},1.0]`);
  },
);

test("an object that looks like a JsonNumber stays an object", () => {
  const value = { text: "1.0", number: new JsonNumber("1.0") };
  expect(writeJson({ value: { text: "1.0" } })).toBe('{"value":{"text":"1.0"}}');
  expect(writeJson(value)).toBe('{"text":"1.0","number":1.0}');
});

test("toPlainNumbers returns the numbers that JSON.parse would return, at any depth", () => {
  const text = '{"a":[1.0,{"b":1e400,"__proto__":9007199254740993}],"c":"1.0","d":null}';
  expect(JSON.stringify(toPlainNumbers(parseJson(text)))).toBe(JSON.stringify(JSON.parse(text)));
});

test("JSON.stringify rejects numbers that it would change", () => {
  expect(() => JSON.stringify({ a: new JsonNumber("1.0") })).toThrow("writeJson");
});

test("the last value of a repeated key wins, with and without JsonNumbers", () => {
  expect(parseJson('{"a":1,"a":2}')).toEqual({ a: 2 });
  expect(writeJson(parseJson('{"a":1,"a":2.0}'))).toBe('{"a":2.0}');
});

test("a field named __proto__ or constructor is an ordinary field", () => {
  const value = parseJson('{"__proto__":1.0,"constructor":2}') as object;
  expect(Object.keys(value)).toEqual(["__proto__", "constructor"]);
  expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
});

test.each(["[1.0,]", "01.0", "1.", ".50", '{"a" 1.0}', "1-2", "[1.0", "+1.0", '"\u0001" 1.0'])(
  "%j is rejected, because it is not JSON",
  (text) => {
    expect(() => parseJson(text)).toThrow(SyntaxError);
  },
);

test("writeJson can indent JSON", () => {
  expect(writeJson({ a: new JsonNumber("1.0") }, 2)).toBe('{\n  "a": 1.0\n}');
});

test("undefined is omitted from an object and becomes null in an array, as in JSON.stringify", () => {
  expect(writeJson({ a: undefined, b: new JsonNumber("1.0"), c: [undefined] })).toBe('{"b":1.0,"c":[null]}');
});
