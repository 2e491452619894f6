/**
 * The selection after a click on the checkbox of `id`. With an `anchor` (the checkbox clicked before, when Shift is held), all
 * from there to here get the same value.
 * @param ids everything that can be selected, in the order of the rows
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
  const here = ids.indexOf(id);
  const there = anchor === null ? here : ids.indexOf(anchor);
  // The anchor may have left the page, after an update.
  const [from, to] = there === -1 ? [here, here] : [Math.min(here, there), Math.max(here, there)];
  const next = new Set(selected);
  for (const one of ids.slice(from, to + 1)) {
    if (checked) next.add(one);
    else next.delete(one);
  }
  return next;
}
