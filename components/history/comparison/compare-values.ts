import { withheldLabel } from "@/lib/customer-data/schema";
import type { AttemptView } from "@/lib/deliveries/schema";
import { formatResponse } from "../attempt/attempt-outcome";
import { toTimingSpans } from "../attempt/timing-bar";

/** The two attempts of a comparison: the one that was opened, and the one that it is compared with. */
export interface Sides<Value> {
  other: Value;
  current: Value;
}

/** "masked": the page does not contain the values, so they may be the same or not. */
export type Verdict = "same" | "different" | "masked" | "unknown";

export interface ComparedValue {
  name: string;
  /** The texts to show; null if an attempt does not have this value. */
  values: Sides<string | null>;
  verdict: Verdict;
  /** By how much a number changed from the other attempt to this one, such as "+120 ms". */
  change?: string;
}

/** Both masks contain this: that of a one-time code within a text, and that of a whole header value. */
const mask = "******";
const headerMask = "********";

/** Compares two texts. If the part that a mask replaces could differ, the texts count as masked. */
export function compareTexts({ other, current }: Sides<string | null>): Verdict {
  if ([other, current].some((text) => text?.includes(withheldLabel))) return "masked";
  if (other === null || current === null) return other === current ? "same" : "different";
  if (other === current) return other.includes(mask) ? "masked" : "same";
  return [other, current].includes(headerMask) ? "masked" : "different";
}

function compareValue(name: string, other: string | null, current: string | null): ComparedValue {
  return { name, values: { other, current }, verdict: compareTexts({ other, current }) };
}

/** The target and the addresses of both requests. */
export function compareTargets({ other, current }: Sides<AttemptView>): ComparedValue[] {
  return [
    compareValue("Method", other.method, current.method),
    compareValue("Destination", other.destination, current.destination),
    compareValue("Destination IP address", other.destinationIp, current.destinationIp),
    compareValue("Sender IP address", other.sourceIp, current.sourceIp),
  ];
}

/** The response codes, and why an attempt failed. */
export function compareResults({ other, current }: Sides<AttemptView>): ComparedValue[] {
  return [
    compareValue("Response", formatResponse(other) || null, formatResponse(current) || null),
    compareValue("Cause of failure", other.error?.cause ?? null, current.error?.cause ?? null),
  ];
}

type Headers = AttemptView["requestHeaders"];

/** The headers of both attempts, sorted by name; names are the same in upper and lower case. */
export function compareHeaders({ other, current }: Sides<Headers>): ComparedValue[] {
  const [otherHeaders, currentHeaders] = [byLowerCaseName(other), byLowerCaseName(current)];
  return [...new Map([...currentHeaders, ...otherHeaders]).keys()]
    .toSorted()
    .map((name) => compareValue(name, otherHeaders.get(name) ?? null, currentHeaders.get(name) ?? null));
}

function byLowerCaseName(headers: Headers): Map<string, string> {
  return new Map(Object.entries(headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]));
}

/** In the order of a request. "Waiting" is the rest of an attempt without a response. */
const timeNames = ["Response time", "DNS", "Connect", "TLS", "First byte", "Rest", "Waiting"];

/** Shorter differences are usual between two requests, so they are not marked. */
const noticeableMs = 100;

/** The response times and their phases. A phase that an attempt did not have, such as TLS on a reused connection, took no time. */
export function compareTimes(attempts: Sides<AttemptView>): ComparedValue[] {
  const other = listTimes(attempts.other);
  const current = listTimes(attempts.current);
  return timeNames
    .filter((name) => other.has(name) || current.has(name))
    .map((name) => {
      const [otherMs, currentMs] = [other.get(name) ?? null, current.get(name) ?? null];
      const change = (currentMs ?? 0) - (otherMs ?? 0);
      return {
        name,
        values: { other: formatMs(otherMs), current: formatMs(currentMs) },
        verdict: Math.abs(change) < noticeableMs ? "same" : "different",
        change: `${change < 0 ? "−" : "+"}${formatMs(Math.abs(change))}`,
      };
    });
}

function listTimes(attempt: AttemptView): Map<string, number> {
  const { durationMs } = attempt;
  if (durationMs === null) return new Map();
  return new Map([
    ["Response time", durationMs],
    ...toTimingSpans(attempt).map(({ label, ms }): [string, number] => [label, ms]),
  ]);
}

const formatMs = (ms: number | null) => (ms === null ? null : `${ms.toLocaleString("en")} ms`);
