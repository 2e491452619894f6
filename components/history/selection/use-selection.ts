import { useRef, useState } from "react";
import { selectRange } from "./select-range";

/** Which rows of a page are selected. */
export interface Selection {
  selected: ReadonlySet<string>;
  /** Whether all rows that can be selected are. */
  isPageSelected: boolean;
  /** Selects or clears a row; with `extend`, all from the row of the call before. */
  select(id: string, checked: boolean, extend: boolean): void;
  /** Selects all rows of the page, or clears the selection. */
  selectPage(checked: boolean): void;
}

/**
 * The selection of a page. It outlives updates of the page: a selected row that has left the page stays selected.
 * @param ids the rows that can be selected, in their order
 */
export function useSelection(ids: readonly string[]): Selection {
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const last = useRef<string | null>(null);

  function select(id: string, checked: boolean, extend: boolean) {
    const anchor = extend ? last.current : null;
    last.current = id;
    setSelected((before) => selectRange(before, { ids, id, anchor, checked }));
  }

  function selectPage(checked: boolean) {
    last.current = null;
    setSelected((before) => (checked ? new Set([...before, ...ids]) : new Set()));
  }

  const isPageSelected = ids.length > 0 && ids.every((id) => selected.has(id));
  return { selected, isPageSelected, select, selectPage };
}
