// Short file: tables and their columns share it without importing each other.
import { metaHelper, rowSortingFeature, tableFeatures } from "@tanstack/react-table";

/** The appearance of a column. */
export interface ColumnStyle {
  /** Classes for the column's heading and cells, such as "hidden md:table-cell". */
  className?: string;
  /** Its cells are row headings: `th` with `scope="row"`. */
  rowHeading?: boolean;
}

/** The features of DataTable. The server filters and sorts, so there are no row models and no functions for either. */
export const dataTableFeatures = tableFeatures({ rowSortingFeature, columnMeta: metaHelper<ColumnStyle>() });
export type DataTableFeatures = typeof dataTableFeatures;
