/** Which rows of a list are shown, in which order, and how many wait behind the button "3 new". */
export interface ArrangedRows {
  visible: string[];
  hiddenCount: number;
}

/**
 * Keeps rows where they were when the page was opened, so that none moves under the pointer or the focus: rows that would be above or
 * between them are hidden, and rows below the last of them are added at the end.
 * @param pinned the trace IDs of the page as it was opened, in their order
 * @param current the trace IDs of the page as it is now
 */
export function arrangeRows(pinned: readonly string[], current: readonly string[]): ArrangedRows {
  const present = new Set(current);
  const kept = pinned.filter((traceId) => present.has(traceId));
  const known = new Set(kept);
  const lastKnown = current.findLastIndex((traceId) => known.has(traceId));
  const added = current.slice(lastKnown + 1);
  return { visible: [...kept, ...added], hiddenCount: current.length - kept.length - added.length };
}
