/**
 * Returns the selection after a click on the checkbox of the row `id`. With an `anchor` (the row clicked before, if Shift is held), all
 * rows from the anchor to this row are selected or cleared.
 * @param ids the rows that can be selected, in order
 */
export function selectRange(
  selected: ReadonlySet<string>,
  {
    ids,
    id,
    anchor,
    checked,
  }: { ids: readonly string[]; id: string; anchor: string | null; checked: boolean },
): Set<string> {
  const clickedIndex = ids.indexOf(id);
  const anchorIndex = anchor === null ? clickedIndex : ids.indexOf(anchor);
  // The anchor may have left the page, after an update.
  const [from, to] =
    anchorIndex === -1
      ? [clickedIndex, clickedIndex]
      : [Math.min(clickedIndex, anchorIndex), Math.max(clickedIndex, anchorIndex)];
  const next = new Set(selected);
  for (const rowId of ids.slice(from, to + 1)) {
    if (checked) next.add(rowId);
    else next.delete(rowId);
  }
  return next;
}
