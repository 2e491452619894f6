import { formatAbsoluteTime } from "./format-time";
import { useTimeZones } from "./time-zones";

/** One point in time in every zone that matters, each named, and as ISO 8601. */
export function TimeLines({ iso, copied }: { iso: string; copied: boolean }) {
  const { viewer, bank, shown } = useTimeZones();
  const at = Date.parse(iso);
  const lines = [
    { of: "Yours", zone: viewer },
    { of: "Bank", zone: bank },
    { of: "UTC", zone: "UTC" },
  ].toSorted((a, b) => Number(b.zone === shown) - Number(a.zone === shown));
  return (
    <>
      <span className="grid grid-cols-[auto_auto] gap-x-3 gap-y-0.5">
        {lines.map(({ of, zone }) => (
          <span key={of} className="col-span-2 grid grid-cols-subgrid">
            <span className="text-muted-foreground">{of}</span>
            <span>{formatAbsoluteTime(at, zone)}</span>
          </span>
        ))}
        <span className="text-muted-foreground">ISO</span>
        <span className="font-mono">{new Date(at).toISOString()}</span>
      </span>
      <span className="text-muted-foreground">{copied ? "Copied." : "Press to copy the ISO time."}</span>
    </>
  );
}
