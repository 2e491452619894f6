import { expect, test } from "vitest";
import { InvalidResponse } from "./response-head";
import { ResponseParser } from "./response-parser";

/** Parses a response in pieces. @returns the arguments of the handler calls, then, if the connection ends, the result of `end` */
function parse(text: string, lengths: number[] = [], connectionEnds = false): unknown[] {
  const seenCalls: unknown[] = [];
  let body = "";
  const parser = new ResponseParser({
    onHead: ({ status, headers }) => seenCalls.push(status, headers.join("|")),
    onData: (chunk) => {
      body += chunk.toString("latin1");
    },
    onEnd: (reusable) => seenCalls.push(body, reusable),
  });
  parser.expect();
  const bytes = Buffer.from(text, "latin1");
  let at = 0;
  for (const length of [...lengths, bytes.length]) {
    if (at < bytes.length) parser.push(bytes.subarray(at, at + length));
    at += length;
  }
  if (connectionEnds) seenCalls.push(parser.end());
  return seenCalls;
}

const responseWithLength = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello";
const chunkedResponse =
  "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3;a=b\r\nhel\r\n02\r\nlo\r\n0\r\nX-Sum: 1\r\n\r\n";
const responseAfterInterim = `HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 100 Continue\r\n\r\n${responseWithLength}`;
const responseUntilClose = "HTTP/1.0 200 OK\r\nServer: x\r\n\r\nhello";

test.each([
  ["a body with a length", responseWithLength, [200, "content-length|5", "hello", true]],
  ["a chunked body", chunkedResponse, [200, "transfer-encoding|chunked", "hello", true]],
  [
    "a response after 1xx responses",
    responseAfterInterim,
    [103, "link|</a>", 100, "", 200, "content-length|5", "hello", true],
  ],
  ["a body without a length", responseUntilClose, [200, "server|x", "hello", false, true]],
])("%s is parsed the same wherever its bytes are split", (_, text, expected) => {
  const ends = text === responseUntilClose;
  expect(parse(text, [], ends)).toEqual(expected);
  for (let cut = 1; cut < text.length; cut += 1) expect(parse(text, [cut], ends)).toEqual(expected);
  expect(parse(text, Array(text.length).fill(1), ends)).toEqual(expected);
});

test.each([
  ["more bytes after it", `${responseWithLength}HTTP/1.1 200 OK\r\n`],
  ["Connection: close", "HTTP/1.1 200 OK\r\nConnection: Close\r\nContent-Length: 0\r\n\r\n"],
  ["HTTP/1.0", "HTTP/1.0 200 OK\r\nContent-Length: 0\r\n\r\n"],
  ["status 204 and a length", "HTTP/1.1 204 No Content\r\nContent-Length: 3\r\n\r\n"],
])("after a response with %s, its connection is not reused", (_, text) => {
  expect(parse(text).at(-1)).toBe(false);
});

test("a folded header is read as one value", () => {
  expect(parse("HTTP/1.1 204 No Content\r\nX: a\r\n  b\r\n\r\n")).toEqual([204, "x|a b", "", true]);
});

test("a header value with 60,000 spaces is trimmed, or rejected as invalid, without delay", () => {
  const spaces = " ".repeat(60_000);
  expect(parse(`HTTP/1.1 204 No Content\r\nX:${spaces}a${spaces.slice(0, 5)}\r\n\r\n`)).toContain("x|a");
  expect(() => parse(`HTTP/1.1 204 No Content\r\nX:${spaces}\u0001\r\n\r\n`)).toThrow(InvalidResponse);
});

test("line breaks before a response are ignored", () => {
  expect(parse(`\r\n\n${responseWithLength}`)).toEqual([200, "content-length|5", "hello", true]);
});

test("a header value may contain Unicode line separators, or Latin-1 bytes that are not valid UTF-8", () => {
  const separator = Buffer.from("a\u2028b").toString("latin1");
  expect(parse(`HTTP/1.1 204 No Content\r\nX: ${separator}\r\n\r\n`)).toContain("x|a\u2028b");
  expect(parse("HTTP/1.1 204 No Content\r\nX: Gr\xfc\xdfe\r\n\r\n")).toContain("x|Grüße");
});

test("a chunk size may have leading zeros", () => {
  const padded = chunkedResponse
    .replace("02\r\n", "0000000000000002\r\n")
    .replace("\r\n0\r\n", "\r\n00000000\r\n");
  expect(parse(padded)).toContain("hello");
});

test("two Content-Length headers with the same value count as one", () => {
  const twice = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 2\r\n\r\nok";
  expect(parse(twice)).toContain("ok");
});

test.each([
  ["a length and chunks", "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n"],
  ["a negative length", "Content-Length: -2\r\n\r\n"],
  ["a list of lengths", "Content-Length: 2, 3\r\n\r\n"],
  ["a header name with a space", "X A: 1\r\n\r\n"],
  ["a header without a name", ": 1\r\n\r\n"],
  ["a control character", "X: \u0001\r\n\r\n"],
  ["a bare carriage return", "X: a\rb\r\n\r\n"],
  ["a chunk without a size", "Transfer-Encoding: chunked\r\n\r\n\r\n"],
  ["a chunk whose size is not hex", "Transfer-Encoding: chunked\r\n\r\nzz\r\n"],
  ["a chunk line with a bare line feed", "Transfer-Encoding: chunked\r\n\r\n2\nok"],
  ["a trailer without a colon", "Transfer-Encoding: chunked\r\n\r\n0\r\nfoo\r\n\r\n"],
  ["a chunk longer than its size", "Transfer-Encoding: chunked\r\n\r\n2\r\nabc\r\n"],
])("a response with %s is invalid", (_, rest) => {
  expect(() => parse(`HTTP/1.1 200 OK\r\n${rest}`)).toThrow(InvalidResponse);
});

test("a response is incomplete until its last byte", () => {
  for (const text of [responseWithLength, chunkedResponse])
    for (let cut = 0; cut < text.length; cut += 1)
      expect(parse(text.slice(0, cut), [], true).at(-1)).toBe(false);
});
