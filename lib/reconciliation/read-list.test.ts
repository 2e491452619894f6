import { expect, test } from "vitest";
import { readList } from "./read-list";

const id = "01a1b2c3-0000-7000-8000-00000000abcd";

async function read(text: string, pieceSize = 7) {
  const bytes = Buffer.from(text);
  async function* cut() {
    for (let at = 0; at < bytes.length; at += pieceSize) yield bytes.subarray(at, at + pieceSize);
  }
  const lines = [];
  for await (const some of readList(cut())) lines.push(...some);
  return lines;
}

test("a trace ID is a JSON string or a field, in any case, with any line ending, and the last line needs none", async () => {
  const text = `"${id}"\r\n\n  "${id.toUpperCase()}"\n{"traceId": "${id}", "amount": 1}\n"${id}"`;
  for (const pieceSize of [1, 7, 1_000]) {
    const lines = await read(text, pieceSize);
    expect(lines.map(({ line, traceId }) => [line, traceId])).toEqual([1, 3, 4, 5].map((line) => [line, id]));
  }
});

test("anything else is no trace ID, and a range of sequence numbers is recognized", async () => {
  const junk = [id, '"x"', "{", "[1]", "null", '{"traceId": 1}', "7", "ä\u0000", `{"from": 1, "to": 500}`];
  const lines = await read(junk.join("\n"));
  expect(lines.map(({ text }) => text)).toEqual(junk);
  expect(lines.every(({ traceId }) => traceId === null)).toBe(true);
  expect(lines.filter(({ isRange }) => isRange).map(({ line }) => line)).toEqual([9]);
});

test("a line that does not end is cut off and counts as one, also when it begins with a trace ID", async () => {
  const [long, next] = await read(`"${id}"${" ".repeat(5_000)}x\n"${id}"\n`, 64);
  expect(long).toMatchObject({ line: 1, traceId: null });
  expect(long?.text.length).toBeLessThanOrEqual(1_000);
  expect(next).toMatchObject({ line: 2, traceId: id });
});
