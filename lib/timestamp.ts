import { z } from "zod";

/** What RFC 3339 can write in UTC, and .NET, Java and Postgres can all read. */
const [first, last] = [Date.parse("0001-01-01T00:00:00Z"), Date.parse("9999-12-31T23:59:59.999Z")];

/**
 * A time with a zone, as every call takes it. The offset can move it out of the years 1 to 9999, where ISO 8601 needs a sign
 * and more digits, which hardly any receiver reads.
 * @param message for what is no such text.
 */
export function timestampSchema(
  message = "Give the time as ISO 8601 with a zone, such as 2026-11-21T09:00:00Z.",
) {
  return z.iso.datetime({ offset: true, error: message, abort: true }).refine(
    (text) => {
      const time = Date.parse(text);
      return time >= first && time <= last;
    },
    { error: "The time is in UTC before the year 1 or after the year 9999. Give one within these years." },
  );
}
