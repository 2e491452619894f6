import { expect, test } from "vitest";
import { toTimingSpans } from "./timing-bar";

test("the bar shows the phases in order, then the remaining time", () => {
  const timing = { firstByteMs: 60, dnsMs: 3, tlsMs: 20, connectMs: 10 };
  expect(toTimingSpans({ durationMs: 100, timing, responseCode: 200 })).toEqual([
    { label: "DNS", ms: 3 },
    { label: "Connect", ms: 10 },
    { label: "TLS", ms: 20 },
    { label: "First byte", ms: 60 },
    { label: "Rest", ms: 7 },
  ]);
});

test("the time spent on a closed connection comes first", () => {
  const timing = { firstByteMs: 60, connectMs: 10, reconnectedMs: 20 };
  expect(toTimingSpans({ durationMs: 90, timing, responseCode: 200 })).toEqual([
    { label: "Closed connection", ms: 20 },
    { label: "Connect", ms: 10 },
    { label: "First byte", ms: 60 },
  ]);
});

test("without a response, the remaining time is labeled Waiting; when rounded phases exceed the total, no time remains", () => {
  expect(toTimingSpans({ durationMs: 1_000, timing: { connectMs: 2 }, responseCode: null }).at(-1)).toEqual({
    label: "Waiting",
    ms: 998,
  });
  expect(toTimingSpans({ durationMs: 4, timing: { firstByteMs: 5 }, responseCode: 200 })).toHaveLength(1);
  expect(toTimingSpans({ durationMs: null, timing: null, responseCode: null })).toEqual([]);
});
