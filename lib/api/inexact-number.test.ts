import { expect, test } from "vitest";
import { inexactNumber } from "./inexact-number";

test.each(["12345678901234567", "-9007199254740993", "1e400", "-1.5E+999", "123456789012345678901234567890"])(
  "%s would arrive as another number",
  (number) => {
    expect(inexactNumber(`{"a":[1,"x",${number}]}`)).toBe(number);
  },
);

test.each([
  "9007199254740991",
  "9007199254740992",
  "0.30000000000000004",
  "1e5",
  "1E-400",
  "120.5",
  '"12345678901234567"',
  '"a\\"12345678901234567"',
  '"1e400"',
  "5e-7",
])("%s stays what it is", (json) => {
  expect(inexactNumber(`{"a":${json}}`)).toBeUndefined();
});

test("256 KiB of anything takes no time", () => {
  for (const text of ['"', "\\", '"\\', "1", "1e", "12345678901234567.", "[1e1,"]) {
    const json = `1e1,${text.repeat(Math.floor(262_144 / text.length))}`;
    const started = performance.now();
    inexactNumber(json);
    expect(performance.now() - started, text).toBeLessThan(1_000);
  }
});
