import { expect, test } from "vitest";
import { runWithin } from "../../evaluation/steps";
import { JsonNumber } from "../../json/json-number";
import { writeGsonJson } from "./gson-body";

test("every number of the request is a double, at any depth; all other numbers keep their digits", () => {
  const numbers = { a: 1, b: [2, { c: 12_345_678.9 }], d: 0.0001, e: new JsonNumber("120.50") };
  expect(writeGsonJson({ createdBy: 1, request: numbers, response: { changes: numbers } })).toBe(
    '{"createdBy":1,"request":{"a":1.0,"b":[2.0,{"c":1.23456789E7}],"d":1.0E-4,"e":120.5},' +
      '"response":{"changes":{"a":1,"b":[2,{"c":12345678.9}],"d":0.0001,"e":120.50}}}',
  );
});

test("a number of the request that a Java double cannot hold keeps its digits", () => {
  const numbers = [
    "9007199254740993",
    "1234567890123.123456",
    "1e-400",
    "1E400",
    "1e9000000000000001",
    "-1e-9000000000000001",
  ];
  const request = numbers.map((text) => new JsonNumber(text));
  expect(writeGsonJson({ request })).toBe(`{"request":[${numbers.join(",")}]}`);
});

test("a field that is null is omitted at any depth; a null in a list is kept", () => {
  const value = { a: null, b: [null, { c: null }] };
  expect(writeGsonJson({ clientId: null, request: value, response: value })).toBe(
    '{"request":{"b":[null,{}]},"response":{"b":[null,{}]}}',
  );
});

test("the characters that Gson escapes are escaped in names and texts", () => {
  const request = { "a&b": "it's <b> 1+1=2 \u2028 é \"\\" };
  expect(writeGsonJson({ request })).toBe(
    String.raw`{"request":{"a\u0026b":"it\u0027s \u003cb\u003e 1+1\u003d2 \u2028 é \"\\"}}`,
  );
});

test("each number costs steps of the budget, because it takes longer than its characters", () => {
  const allowance = { stepsLeft: 1_000 };
  runWithin(allowance, () => writeGsonJson({ request: Array(2_000).fill(1) }));
  expect(allowance.stepsLeft).toBe(500);
});
