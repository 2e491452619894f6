/** The share of `delivered` in the sum of both counts, as "99.9%". Rounded down, so that 100% means no failures. Null if both are 0. */
export function formatSuccessRate(delivered: number, failing: number): string | null {
  const total = delivered + failing;
  if (total === 0) return null;
  const tenths = Math.floor((delivered * 1_000) / total) / 10;
  return `${tenths}%`;
}

/** "182 ms"; from one second on, "1.4 s"; "None" for null. */
export function formatMilliseconds(ms: number | null): string {
  if (ms === null) return "None";
  return ms < 1_000 ? `${Math.round(ms)} ms` : `${(ms / 1_000).toFixed(1)} s`;
}

/** "1 byte", "1,234 bytes". */
export function formatBytes(bytes: number): string {
  return `${bytes.toLocaleString("en")} ${bytes === 1 ? "byte" : "bytes"}`;
}

/** "1 held delivery", "1,234 held deliveries". */
export function formatHeldCount(count: number): string {
  return `${count.toLocaleString("en")} held ${count === 1 ? "delivery" : "deliveries"}`;
}

/** "1 delivery", "1,234 deliveries". */
export function formatDeliveryCount(count: number): string {
  return `${count.toLocaleString("en")} ${count === 1 ? "delivery" : "deliveries"}`;
}
