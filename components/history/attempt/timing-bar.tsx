import { cn } from "@/components/ui/cn";
import type { AttemptView } from "@/lib/deliveries/schema";

interface TimingSpan {
  label: string;
  ms: number;
}

const timingPhases = [
  ["reconnectedMs", "Closed connection"],
  ["dnsMs", "DNS"],
  ["connectMs", "Connect"],
  ["tlsMs", "TLS"],
  ["firstByteMs", "First byte"],
] as const;

/**
 * Returns the phases of the response time, in order. The last phase is the remaining time: reading the body or, if there is no
 * response, waiting for one. A reused connection has no phases for DNS, connect and TLS. Empty without timing.
 */
export function toTimingSpans({
  durationMs,
  timing,
  responseCode,
}: Pick<AttemptView, "durationMs" | "timing" | "responseCode">): TimingSpan[] {
  if (durationMs === null || !timing) return [];
  const known = timingPhases.flatMap(([key, label]) => {
    const ms = timing[key];
    return ms === undefined ? [] : [{ label, ms }];
  });
  const rest = durationMs - known.reduce((sum, { ms }) => sum + ms, 0);
  if (known.length === 0 && rest <= 0) return [];
  return rest > 0 ? [...known, { label: responseCode === null ? "Waiting" : "Rest", ms: rest }] : known;
}

const colorClassByLabel: Record<string, string> = {
  DNS: "bg-warning",
  Connect: "bg-success",
  TLS: "bg-primary",
  "First byte": "bg-primary/50",
};

/** The response time and its phases, as a bar and as text. */
export function TimingBar({ attempt }: { attempt: AttemptView }) {
  const { durationMs } = attempt;
  if (durationMs === null) return <>Unknown</>;
  const spans = toTimingSpans(attempt);
  return (
    <>
      {durationMs.toLocaleString("en")} ms
      {spans.length > 0 && (
        <>
          <span aria-hidden className="my-1 flex h-2 max-w-72 gap-px overflow-hidden rounded-sm print-exact">
            {spans.map(({ label, ms }) => (
              <span
                key={label}
                style={{ flexGrow: ms }}
                className={cn(
                  "min-w-0.5 forced-colors:bg-[Highlight]",
                  colorClassByLabel[label] ?? defaultColorClass,
                )}
              />
            ))}
          </span>
          <span className="flex flex-wrap gap-x-3 text-xs text-muted-foreground">
            {spans.map(({ label, ms }) => (
              <span key={label} className="inline-flex items-center gap-1 whitespace-nowrap">
                <span
                  aria-hidden
                  className={cn(
                    "size-2 rounded-xs print-exact forced-colors:hidden",
                    colorClassByLabel[label] ?? defaultColorClass,
                  )}
                />
                {label} {ms.toLocaleString("en")} ms
              </span>
            ))}
          </span>
        </>
      )}
    </>
  );
}

const defaultColorClass = "bg-muted-foreground/40";
