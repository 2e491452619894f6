import type { AttemptView } from "@/lib/deliveries/schema";

const parts = [
  ["dnsMs", "DNS"],
  ["connectMs", "connect"],
  ["tlsMs", "TLS"],
  ["firstByteMs", "first byte"],
] as const;

/** The response time and where it went; a kept-alive connection has no DNS, connect and TLS. */
export function TimingParts({ attempt: { durationMs, timing } }: { attempt: AttemptView }) {
  if (durationMs === null) return <>Not known</>;
  const known = parts.flatMap(([key, label]) => {
    const ms = timing?.[key];
    return ms === undefined ? [] : [`${label} ${ms.toLocaleString("en")} ms`];
  });
  return (
    <>
      {durationMs.toLocaleString("en")} ms
      {known.length > 0 && <span className="text-muted-foreground"> ({known.join(", ")})</span>}
    </>
  );
}
