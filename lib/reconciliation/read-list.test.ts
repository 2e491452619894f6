import { expect, test } from "vitest";
import { readList } from "./read-list";

const id = "01a1b2c3-0000-7000-8000-00000000abcd";

async function read(text: string, pieceSize = 7) {
  const bytes = Buffer.from(text);
  async function* cutIntoPieces() {
    for (let at = 0; at < bytes.length; at += pieceSize) yield bytes.subarray(at, at + pieceSize);
  }
  const lines = [];
  for await (const batch of readList(cutIntoPieces())) lines.push(...batch);
  return lines;
}

test("a trace ID is a JSON string or a field, in upper or lower case; any line ending is accepted, or none at the end", async () => {
  const text = `"${id}"\r\n\n  "${id.toUpperCase()}"\n{"traceId": "${id}", "amount": 1}\n"${id}"`;
  for (const pieceSize of [1, 7, 1_000]) {
    const lines = await read(text, pieceSize);
    expect(lines.map(({ line, traceId }) => [line, traceId])).toEqual([1, 3, 4, 5].map((line) => [line, id]));
  }
});

test("a range of sequence numbers is an object with two whole numbers from 1, with its fields in any order", async () => {
  const lines = await read(
    `{"from": 1, "to": 500}\n {"to":7,"from":7, "at": 1}\n{"from": 1, "to": 9007199254740991}`,
  );
  expect(lines.map(({ line, traceId, range }) => [line, traceId, range])).toEqual([
    [1, null, { first: 1, last: 500 }],
    [2, null, { first: 7, last: 7 }],
    [3, null, { first: 1, last: Number.MAX_SAFE_INTEGER }],
  ]);
});

test("anything else is neither a trace ID nor a range", async () => {
  const junk = [
    ...[id, '"x"', "{", "[1]", "null", '{"traceId": 1}', "7", "ä\u0000", "[1, 500]", "{}", '{"from": 1}'],
    ...['{"from": 2, "to": 1}', '{"from": 0, "to": 1}', '{"from": -2, "to": -1}', '{"from": 1.5, "to": 2}'],
    ...['{"from": "1", "to": "2"}', '{"from": 1, "to": 9007199254740992}', '{"from": 1, "to": null}'],
    '{"traceId": "x", "from": 1, "to": 2}',
  ];
  const lines = await read(junk.join("\n"));
  expect(lines.map(({ text }) => text)).toEqual(junk);
  expect(lines.every(({ traceId, range }) => traceId === null && range === null)).toBe(true);
});

test("an overlong line is cut off and counts as one invalid line, even if it begins with a trace ID", async () => {
  const [long, next] = await read(`"${id}"${" ".repeat(5_000)}x\n"${id}"\n`, 64);
  expect(long).toMatchObject({ line: 1, traceId: null });
  expect(long?.text.length).toBeLessThanOrEqual(1_000);
  expect(next).toMatchObject({ line: 2, traceId: id });
});
