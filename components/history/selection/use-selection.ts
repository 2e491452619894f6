import { useRef, useState } from "react";
import { selectRange } from "./select-range";

/** Which rows of a page are selected. */
export interface Selection {
  selected: ReadonlySet<string>;
  /** Whether all selectable rows of the page are selected. */
  isPageSelected: boolean;
  /** Selects or clears a row; with `extend`, all rows from the row of the previous call to this row. */
  select(id: string, checked: boolean, extend: boolean): void;
  /** Selects all rows of the page, or clears the selection. */
  selectPage(checked: boolean): void;
}

/**
 * The selection of a page. Updates of the page keep it: a selected row that has left the page stays selected.
 * @param ids the rows that can be selected, in their order
 */
export function useSelection(ids: readonly string[]): Selection {
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const lastClickedId = useRef<string | null>(null);

  function select(id: string, checked: boolean, extend: boolean) {
    const anchor = extend ? lastClickedId.current : null;
    lastClickedId.current = id;
    setSelected((previous) => selectRange(previous, { ids, id, anchor, checked }));
  }

  function selectPage(checked: boolean) {
    lastClickedId.current = null;
    setSelected((previous) => (checked ? new Set([...previous, ...ids]) : new Set()));
  }

  const isPageSelected = ids.length > 0 && ids.every((id) => selected.has(id));
  return { selected, isPageSelected, select, selectPage };
}
