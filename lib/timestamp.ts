import { z } from "zod";

/** The range that RFC 3339 can express in UTC, and that .NET, Java and Postgres can all read. */
const [earliest, latest] = [Date.parse("0001-01-01T00:00:00Z"), Date.parse("9999-12-31T23:59:59.999Z")];

/**
 * The schema of a time with a zone, as every API call accepts it. In UTC, the time must be in the years 1 to 9999, because ISO 8601
 * writes the year 10000 with a sign and five digits, which hardly any receiver can parse. An offset can move the year 9999 to 10000.
 * @param message the error for a string that is not a time with a zone
 */
export function timestampSchema(message = "Use ISO 8601 with a time zone, such as 2026-11-21T09:00:00Z.") {
  return z.iso.datetime({ offset: true, error: message, abort: true }).refine(
    (text) => {
      const time = Date.parse(text);
      return time >= earliest && time <= latest;
    },
    { error: "The time must be between the years 1 and 9999 in UTC." },
  );
}
