// Short file: tables and their columns share it without importing each other.
import { metaHelper, rowSortingFeature, tableFeatures } from "@tanstack/react-table";

/** The appearance of a column. */
export interface ColumnStyle {
  /** Classes for the column's heading and cells, such as "sm:max-md:hidden". */
  className?: string;
  /** In a card (below 640 px), the column is below the first line, after its heading if that is a text. */
  inside?: boolean;
  /** Whether the cells of the column are row headings: `th` with `scope="row"`. */
  rowHeading?: boolean;
}

/** The features of DataTable. The server filters and sorts, so the table has no row models and no filter or sort functions. */
export const dataTableFeatures = tableFeatures({ rowSortingFeature, columnMeta: metaHelper<ColumnStyle>() });
export type DataTableFeatures = typeof dataTableFeatures;
