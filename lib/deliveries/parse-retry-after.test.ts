import { afterEach, expect, test, vi } from "vitest";
import { parseRetryAfterMs } from "./parse-retry-after";

const now = new Date("2026-11-21T21:00:00Z");
const tenHoursMs = 36_000_000;
afterEach(() => vi.unstubAllEnvs());

test.each([
  ["0", 0],
  ["90", 90_000],
  [" 90 ", 90_000],
  ["0090", 90_000],
  ["36001", tenHoursMs],
  ["12345678901", tenHoursMs],
  ["9".repeat(400), tenHoursMs],
  ["-5", 0],
  ["+5", 0],
  ["1.5", 0],
  ["soon", 0],
  ["Sunday", 0],
  ["", 0],
  [undefined, 0],
  ["2026-11-22", 0],
  ["Sat, 21 Nov 2026 21:01:00 GMT", 60_000],
  ["Sat, 21 Nov 2026 20:00:00 GMT", 0],
  ["Sun, 22 Nov 2026 21:00:00 GMT", tenHoursMs],
  ["Sat, 21 Nov 2026 22:01:00 +0100", 60_000],
  ["Saturday, 21-Nov-26 21:01:00 GMT", 60_000],
  ["Sat Nov 21 21:01:00 2026", 60_000],
  ["Sat Nov  7 21:01:00 2026", 0],
  ["3600, 3600", 3_600_000],
  ["60,3600", 3_600_000],
  ["3600, soon", 0],
  ["Sat, 21 Nov 2026 21:01:00 GMT, Sat, 21 Nov 2026 21:02:00 GMT", 120_000],
  ["30, Sat, 21 Nov 2026 21:01:00 GMT", 60_000],
  ["Sat, 21 Nov 2026 21:01:00 GMT, 90", 90_000],
  ["Sat Nov 21 21:01:00 2026, Saturday, 21-Nov-26 21:02:00 GMT", 120_000],
])("Retry-After %j asks for %d ms", (header, expected) => {
  for (const zone of ["UTC", "America/Los_Angeles", "Asia/Kolkata"]) {
    vi.stubEnv("TZ", zone);
    expect(parseRetryAfterMs(header, now), zone).toBe(expected);
  }
});
