import type { AttemptView } from "@/lib/deliveries/schema";

export interface TimingSpan {
  label: string;
  ms: number;
}

const parts = [
  ["reconnectedMs", "Closed connection"],
  ["dnsMs", "DNS"],
  ["connectMs", "Connect"],
  ["tlsMs", "TLS"],
  ["firstByteMs", "First byte"],
] as const;

/**
 * Where the response time went, in order; what is left is the reading of the body (or, when no answer came, the wait
 * for it). A kept-alive connection has no DNS, connect and TLS. Empty when it is not known.
 */
export function timingSpans({
  durationMs,
  timing,
  responseCode,
}: Pick<AttemptView, "durationMs" | "timing" | "responseCode">): TimingSpan[] {
  if (durationMs === null || !timing) return [];
  const known = parts.flatMap(([key, label]) => {
    const ms = timing[key];
    return ms === undefined ? [] : [{ label, ms }];
  });
  const rest = durationMs - known.reduce((sum, { ms }) => sum + ms, 0);
  if (known.length === 0 && rest <= 0) return [];
  return rest > 0 ? [...known, { label: responseCode === null ? "Waiting" : "Rest", ms: rest }] : known;
}
