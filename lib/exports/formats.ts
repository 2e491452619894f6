import { z } from "zod";
import { currentTime } from "../clock";

/** The formats that lists can be exported in, with the content types of the files. */
export const contentTypeByExportFormat = {
  csv: "text/csv; charset=utf-8",
  ndjson: "application/x-ndjson",
} as const;
export type ExportFormat = keyof typeof contentTypeByExportFormat;

export const exportFormatSchema = z
  .enum(["csv", "ndjson"], 'The format must be "csv" or "ndjson".')
  .default("csv");

const maxSuffixLength = 120;

/**
 * Builds the headers of an exported file. The file name ends with the time of the export in UTC and the suffix.
 * @param suffix describes the contents of the file; characters that a file name cannot have become hyphens
 */
export function buildExportHeaders(name: string, format: ExportFormat, suffix = ""): Record<string, string> {
  const stamp = currentTime().toISOString().slice(0, 19).replaceAll(":", "-");
  const safeSuffix = suffix.replace(/[^\w.]+/g, "-").slice(0, maxSuffixLength);
  const fileName = [name, stamp, "utc", safeSuffix].filter(Boolean).join("-");
  return {
    "Content-Type": contentTypeByExportFormat[format],
    "Content-Disposition": `attachment; filename="${fileName}.${format}"`,
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "private, no-store",
  };
}
