/** Which rows of a list are shown, in which order, and how many wait behind the button "3 new". */
export interface ArrangedRows {
  visible: string[];
  hiddenCount: number;
  /** The visible rows that no longer belong to the list. Rows that new ones pushed to its next page are not among them. */
  left: string[];
}

/**
 * Keeps rows where they were when the page was opened, so that none moves under the pointer or the focus: all of them stay, rows that would be
 * above or between them are hidden, and rows below the last of them follow if the page has room.
 * @param pinned the IDs of the page as it was opened, in their order
 * @param current the IDs of the page as it is now
 */
export function arrangeRows(pinned: readonly string[], current: readonly string[]): ArrangedRows {
  const present = new Set(current);
  const known = new Set(pinned);
  const lastKnown = pinned.length === 0 ? -1 : current.findLastIndex((id) => known.has(id));
  const isGone = pinned.length > 0 && lastKnown === -1;
  const added = isGone ? [] : current.slice(lastKnown + 1);
  const room = Math.max(pinned.length, current.length) - pinned.length;
  const lastPresent = pinned.findLastIndex((id) => present.has(id));
  const isFull = current.length >= pinned.length;
  return {
    visible: [...pinned, ...added.slice(0, room)],
    hiddenCount: current.filter((id) => !known.has(id)).length - added.length,
    left: pinned.filter((id, index) => !present.has(id) && (index < lastPresent || !isFull)),
  };
}
