import { expect, test } from "vitest";
import { JsonNumber } from "../../json/json-number";
import { Problem } from "./problem";
import { readExactJson, readJson } from "./read-json";
import { toApiRequest } from "./to-route";

const read = (body: BodyInit | null, headers: Record<string, string> = {}) =>
  readJson(makeRequest(body, headers), 1_024);
const makeRequest = (body: BodyInit | null, headers = {}) =>
  toApiRequest(new Request("http://x/", { method: "POST", body, headers, duplex: "half" } as RequestInit));
const readRejection = async (body: BodyInit | null, headers?: Record<string, string>) => {
  const error = await read(body, headers).catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(Problem);
  return error as Problem;
};

test("readJson accepts any Content-Type", async () => {
  expect(await read('{"a":[1,"}"]}', { "Content-Type": "text/plain" })).toEqual({ a: [1, "}"] });
});

test.each(["", "  ", "{", "nonsense", '{"a":1,}', "\u0000"])("%j is rejected with 400", async (body) => {
  expect(await readRejection(body)).toMatchObject({ status: 400, code: "invalid_json" });
});

test("bytes that are not UTF-8 are rejected", async () => {
  expect(await readRejection(Uint8Array.of(0x22, 0xff, 0x22))).toMatchObject({ status: 400 });
});

test.each([
  '{"__proto__":{"admin":true}}',
  '{"a":{"\\u005f_proto__":1}}',
  '{"constructor":{"prototype":{"x":1}}}',
])("%s, which could set a prototype, is rejected", async (body) => {
  expect(await readRejection(body)).toMatchObject({ status: 400 });
});

test("JSON that is nested too deeply is rejected; brackets in strings do not count as nesting", async () => {
  expect(await readRejection("[".repeat(500) + "]".repeat(500))).toMatchObject({ status: 400 });
  expect(await read(JSON.stringify({ text: "[".repeat(500) }))).toHaveProperty("text");
});

test("a body that is too large is rejected, even if it never ends", async () => {
  const big = JSON.stringify({ text: "x".repeat(2_000) });
  expect(await readRejection(big)).toMatchObject({ status: 413 });
  const stream = new ReadableStream<Uint8Array>({
    pull(controller) {
      controller.enqueue(new Uint8Array(512).fill(32));
    },
  });
  expect(await readRejection(stream)).toMatchObject({ status: 413 });
});

test.each(["12345678901234567890", "12345678901234567", "-9007199254740993", "1e400", "-1.5E+999"])(
  "a setting of %s, which JavaScript would change, is rejected, and the error says what to send instead",
  async (digits) => {
    const { status, message } = await readRejection(`{"account":[1,"x",${digits}]}`);
    expect(status).toBe(400);
    expect(message).toContain(`${digits} cannot be represented exactly. Send it as a quoted string`);
  },
);

test("readJson reads numbers as plain JavaScript numbers", async () => {
  const body = '{"timeoutSeconds":15.0,"delays":[6e1,9007199254740992],"text":"1.0"}';
  expect(await read(body)).toEqual({ timeoutSeconds: 15, delays: [60, 9007199254740992], text: "1.0" });
});

test("readExactJson keeps the numbers of event data as they were written", async () => {
  const body =
    '{"data":{"amount":1234567890123.123456,"account":12345678901234567890,"rate":1e-400,"days":3}}';
  expect(await readExactJson(makeRequest(body), 1_024)).toEqual({
    data: {
      amount: new JsonNumber("1234567890123.123456"),
      account: new JsonNumber("12345678901234567890"),
      rate: new JsonNumber("1e-400"),
      days: 3,
    },
  });
});

test("a field named constructor that holds a string is allowed; a field named __proto__ is rejected, even in a body with exact numbers", async () => {
  expect(await read('{"constructor":"Alder Homes Ltd"}')).toEqual({ constructor: "Alder Homes Ltd" });
  const request = makeRequest('{"a":1.0,"b":{"__proto__":{}}}');
  await expect(readExactJson(request, 1_024)).rejects.toMatchObject({ status: 400 });
});

test.each([
  ['{"data":{"notes":[{"text":"a\\u0000b"}]}}', "data.notes.0.text"],
  ['{"data":{"a\\u0000b":1}}', "data"],
  ['{"name":"half \\ud83d of a pair"}', "name"],
  ['{"name":"\\uDE00"}', "name"],
])(
  "%s is rejected because of text that cannot be stored, and the error names the field",
  async (body, field) => {
    expect(await readRejection(body)).toMatchObject({
      status: 400,
      extra: { errors: [{ field, code: "unstorable_text" }] },
    });
  },
);

test("an escaped surrogate pair is read as one character, and an escaped backslash before u0000 as a plain backslash", async () => {
  const body = '{"smile":"\\ud83d\\ude00","path":"c:\\\\u0000","half":"\\\\ud83d"}';
  expect(await read(body)).toEqual({ smile: "😀", path: "c:\\u0000", half: "\\ud83d" });
});

test("a compressed body is rejected because of its Content-Encoding, and the response names the accepted encoding", async () => {
  expect(await readRejection("{}", { "Content-Encoding": "gzip" })).toMatchObject({
    ...{ status: 415, code: "unsupported_encoding", extra: { headers: { "Accept-Encoding": "identity" } } },
  });
  expect(await read("{}", { "Content-Encoding": "identity" })).toEqual({});
});
