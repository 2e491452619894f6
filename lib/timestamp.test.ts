import { expect, test } from "vitest";
import { timestampSchema } from "./timestamp";

test.each([
  "0001-01-01T00:00:00Z",
  "0001-01-01T05:00:00+05:00",
  "1850-06-01T12:00:00Z",
  "1969-12-31T23:59:59.999Z",
  "9999-12-31T23:59:59.999Z",
  "9999-12-31T18:59:59-05:00",
])("%s is a valid time", (text) => {
  expect(timestampSchema().safeParse(text).success).toBe(true);
});

test.each(["9999-12-31T23:59:59-05:00", "0001-01-01T00:00:00+05:00", "0000-06-01T00:00:00Z"])(
  "%s falls in a UTC year that receivers cannot parse",
  (text) => {
    const [issue] = timestampSchema().safeParse(text).error?.issues ?? [];
    expect(issue?.message).toContain("between the years 1 and 9999 in UTC");
  },
);

test.each(["2026-11-21", "2026-11-21T09:00:00", "2026-02-30T09:00:00Z", "+010000-01-01T00:00:00Z"])(
  "%s is not a time with a zone",
  (text) => {
    const issues = timestampSchema("Enter a date and a time.").safeParse(text).error?.issues ?? [];
    expect(issues.map(({ message }) => message)).toEqual(["Enter a date and a time."]);
  },
);
