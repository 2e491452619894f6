/** "99.9 %" of delivered and failing ones; rounded down, so that 100 % means all. Null when there was none. */
export function formatSuccessRate(delivered: number, failing: number): string | null {
  const tried = delivered + failing;
  if (tried === 0) return null;
  const tenths = Math.floor((delivered * 1_000) / tried) / 10;
  return `${tenths} %`;
}

/** "182 ms", from a second on "1.4 s"; null is "none". */
export function formatMilliseconds(ms: number | null): string {
  if (ms === null) return "none";
  return ms < 1_000 ? `${Math.round(ms)} ms` : `${(ms / 1_000).toFixed(1)} s`;
}

/** "1 byte", "1,234 bytes". */
export function formatBytes(bytes: number): string {
  return `${bytes.toLocaleString("en")} ${bytes === 1 ? "byte" : "bytes"}`;
}
