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

/** The appearance of a column. */
export interface ColumnStyle {
  /** For its heading and its cells, such as "hidden md:table-cell". */
  className?: string;
  /** Its cells are row headings: `th` with `scope="row"`. */
  rowHeading?: boolean;
}

/** The features of DataTable. */
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
