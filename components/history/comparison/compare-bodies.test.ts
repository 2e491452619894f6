import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import type { PayloadPreview } from "@/components/payload/payload-section";
import { decodeReadableText } from "@/components/payload/payload-text";
import { compareBodies } from "./compare-bodies";

function preview(body: string | Buffer, masked = false): PayloadPreview {
  const bytes = Buffer.from(body);
  return {
    bytes: bytes.length,
    sha256: masked ? null : createHash("sha256").update(bytes).digest("hex"),
    readable: decodeReadableText(bytes),
    masked,
    limit: null,
  };
}
const compare = (other: PayloadPreview | null, current: PayloadPreview | null, isTruncated = false) =>
  compareBodies({ other, current }, isTruncated);
const formatParts = (comparison: ReturnType<typeof compareBodies>) =>
  comparison?.parts.flatMap(({ kind, lines }) => lines.map((line) => `${kind}: ${line}`));

test("bodies with the same bytes are the same; if a response was truncated, the summary says so", () => {
  expect(compare(preview("ok"), preview("ok"))).toEqual({
    verdict: "same",
    summary: "The same 2 bytes.",
    parts: [],
  });
  expect(compare(preview("ok"), preview("ok"), true)?.summary).toContain("truncated");
  expect(compare(null, null)).toBeNull();
});

test("JSON is compared line by line, and a form field by field", () => {
  expect(formatParts(compare(preview('{"a":1,"b":2}'), preview('{"a":1,"b":3}')))).toEqual([
    "same: {",
    'same:   "a": 1,',
    'left:   "b": 2',
    'right:   "b": 3',
    "same: }",
  ]);
  expect(formatParts(compare(preview("a=1&b=2&c=3"), preview("a=1&b=9&c=3")))).toEqual([
    "same: a=1&",
    "left: b=2&",
    "right: b=9&",
    "same: c=3",
  ]);
});

test("a body that only one attempt has is shown", () => {
  expect(compare(preview("late"), null)).toMatchObject({ verdict: "unknown", parts: [{ kind: "left" }] });
  expect(compare(null, preview("new"))).toMatchObject({ verdict: "unknown", parts: [{ kind: "right" }] });
});

test("differences that the shown text does not contain are named", () => {
  expect(compare(preview('{"a": 1}'), preview('{"a":1}'))?.summary).toContain("Only white space differs");
  const start = "x".repeat(64 * 1024);
  expect(compare(preview(`${start}1`), preview(`${start}2`))).toMatchObject({
    verdict: "different",
    summary: expect.stringContaining("The beginning is the same, the rest differs."),
    parts: [],
  });
  const makeJson = (last: number) => JSON.stringify({ first: last, items: Array(20_000).fill("same"), last });
  expect(formatParts(compare(preview(makeJson(1)), preview(makeJson(2))))?.slice(0, 4)).toEqual([
    "same: {",
    'left:   "first": 1,',
    'right:   "first": 2,',
    'same:   "items": [',
  ]);
  const binary = [preview(Buffer.from([0, 1])), preview(Buffer.from([0, 2]))] as const;
  expect(compare(...binary)).toMatchObject({
    verdict: "different",
    summary: expect.stringContaining("Binary"),
  });
});

test("bodies whose one-time codes are masked are never called the same or different because of the codes", () => {
  const masked = () => preview('{"code":"******"}', true);
  expect(compare(masked(), masked())).toMatchObject({ verdict: "masked", parts: [] });
  const binary = () => preview(Buffer.from([0, 1]), true);
  expect(compare(binary(), binary())).toMatchObject({ verdict: "masked", parts: [] });
});

test("bodies that are withheld or masked from the user are not said to be the same", () => {
  const withheld = { ...preview("{}"), sha256: null, readable: null, limit: "withheld" as const };
  expect(compare(withheld, withheld)).toEqual({
    verdict: "masked",
    summary: "Withheld: needs View customer data.",
    parts: [],
  });
  const masked = { ...preview('{"name":"Withheld"}'), sha256: null, limit: "masked" as const };
  expect(compare(masked, masked)).toMatchObject({
    verdict: "masked",
    summary: "19 bytes and 19 bytes. Customer data is masked and not compared.",
  });
});
