import {
  columnFilteringFeature,
  createFilteredRowModel,
  createSortedRowModel,
  filterFn_equalsString,
  filterFn_includesString,
  globalFilteringFeature,
  metaHelper,
  rowSortingFeature,
  sortFn_basic,
  sortFn_text,
  tableFeatures,
} from "@tanstack/react-table";

/** What a column may say about its looks. */
export interface ColumnStyle {
  /** For its heading and its cells alike, such as "hidden md:table-cell". */
  className?: string;
  /** Its cells name their rows: a `th` with `scope="row"`. */
  rowHeading?: boolean;
}

/** The features of every table whose rows are all in the browser. */
export const clientFeatures = tableFeatures({
  rowSortingFeature,
  columnFilteringFeature,
  globalFilteringFeature,
  sortedRowModel: createSortedRowModel(),
  filteredRowModel: createFilteredRowModel(),
  sortFns: { basic: sortFn_basic, text: sortFn_text },
  filterFns: { includesString: filterFn_includesString, equalsString: filterFn_equalsString },
  columnMeta: metaHelper<ColumnStyle>(),
});
export type ClientFeatures = typeof clientFeatures;
