import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { JsonNumber } from "../../json/json-number";
import { CannotMap } from "../systems/source-system";
import { readMessage } from "./read-body";

const read = (body: string | Uint8Array, ...headers: [string, string][]) =>
  readMessage({ headers, body: Buffer.from(body) });
function readReason(...given: Parameters<typeof read>): string {
  try {
    read(...given);
    return "no reason";
  } catch (error) {
    expect(error).toBeInstanceOf(CannotMap);
    return (error as Error).message;
  }
}
const form: [string, string] = ["Content-Type", "application/x-www-form-urlencoded; charset=UTF-8"];

test.each([
  undefined,
  "application/json",
  "application/json; charset=utf-8",
  "application/json-patch+json",
  "text/plain",
])("JSON is read with the Content-Type %s, and numbers keep their digits", (type) => {
  const headers: [string, string][] = type === undefined ? [] : [["content-type", type]];
  expect(read('{"name":"Zoë","amount":1.50}', ...headers)).toMatchObject({
    body: { name: "Zoë", amount: new JsonNumber("1.50") },
    isForm: false,
  });
});

test("JSON in ISO 8859-1 is read if Content-Type says so", () => {
  const body = Buffer.from('{"name":"Zoë"}', "latin1");
  for (const charset of ["iso-8859-1", "latin1", '"ISO-8859-1"'])
    expect(read(body, ["Content-Type", `application/json; charset=${charset}`]).body).toEqual({
      name: "Zoë",
    });
  expect(readReason(body)).toMatch(/not valid UTF-8/);
});

test("a byte order mark is not a part of the JSON", () => {
  expect(read('\uFEFF{"a":1}').body).toEqual({ a: 1 });
});

test("a form is read, with plus signs, percent-encoding and empty values; the last of several equal names counts", () => {
  expect(read("a=1+2&b=Zo%C3%AB%26&c=&d&a=3%2B%3D4", form)).toMatchObject({
    body: { a: "3+=4", b: "Zoë&", c: "", d: "" },
    isForm: true,
  });
});

test("a JSON object that was sent as a form, as curl does, is read as JSON", () => {
  expect(read(' {"a":"b=c&d"}', form)).toMatchObject({ body: { a: "b=c&d" }, isForm: false });
});

test("headers have names in lower case, and repeated ones are joined", () => {
  const { headers } = read("{}", ["X-A", "1"], ["x-a", "2"], ["X-B", "3"]);
  expect([...headers]).toEqual([
    ["x-a", "1, 2"],
    ["x-b", "3"],
  ]);
});

test("a compressed body is not read, and the reason says what to do", () => {
  expect(readReason(gzipSync("{}"), ["Content-Encoding", "gzip"])).toBe(
    "The body is compressed (Content-Encoding: gzip). Set up the system to send it uncompressed.",
  );
  expect(read("{}", ["Content-Encoding", "identity"]).body).toEqual({});
});

test.each([
  ["", /empty/],
  [" \n", /empty/],
  ["<a/>", /not valid JSON/],
  ['{"a":', /not valid JSON/],
  ["[]", /not an object/],
  ["null", /not an object/],
  ["1.50", /not an object/],
  ['"text"', /not an object/],
  ['{"__proto__":1}', /not valid JSON: .*prototype/],
  ['{"a":{"constructor":{"prototype":{}}}}', /not valid JSON: .*prototype/],
  [String.raw`{"a":{"b":"x\u0000"}}`, /^The field a\.b has text that cannot be stored/],
  [String.raw`{"a":"\ud800"}`, /cannot be stored/],
])("%j is not read, and the reason says why", (body, reason) => {
  expect(readReason(body)).toMatch(reason);
  expect(readReason(body)).toMatch(/[^.]\. (Set up the system to|Remove it|Send well-formed)/);
});

test("JSON can have 64 levels", () => {
  const nest = (levels: number) => `{"a":${"[".repeat(levels - 1)}${"]".repeat(levels - 1)}}`;
  expect(read(nest(64)).body).toHaveProperty("a");
  expect(readReason(nest(65))).toMatch(/nested too deeply\. Set up the system to send at most 64 levels/);
});

test.each([
  ["a=%FF", /percent-encoded/],
  ["a=%zz", /percent-encoded/],
  ["a=%00", /cannot be stored/],
  ["__proto__=1", /__proto__/],
  ["request.__proto__.a=1", /__proto__/],
])("the form %s is not read, and the reason says why", (body, reason) => {
  expect(readReason(body, form)).toMatch(reason);
});
