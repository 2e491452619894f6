// Short file: a pure rule, with its own test.
/** "Updated 3 s ago", "Updated 2 min ago". Times in ms since the epoch. */
export function formatUpdated(updatedAt: number, now: number): string {
  const seconds = Math.max(0, Math.floor((now - updatedAt) / 1_000));
  if (seconds < 1) return "Updated just now";
  if (seconds < 60) return `Updated ${seconds} s ago`;
  if (seconds < 3_600) return `Updated ${Math.floor(seconds / 60)} min ago`;
  return `Updated ${Math.floor(seconds / 3_600)} h ago`;
}
