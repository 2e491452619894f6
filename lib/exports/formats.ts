import { z } from "zod";
import { currentTime } from "../clock";

/** The formats that lists can be exported in, with the content types of the files. */
export const contentTypeByExportFormat = {
  csv: "text/csv; charset=utf-8",
  ndjson: "application/x-ndjson",
} as const;
export type ExportFormat = keyof typeof contentTypeByExportFormat;

export const exportFormatSchema = z
  .enum(["csv", "ndjson"], 'The format is "csv" or "ndjson".')
  .default("csv");

const maxNoteLength = 120;

/**
 * The headers of an exported file. Its name has the time of the export, in UTC.
 * @param note what the file contains, in addition to its name; characters that a file name cannot have become hyphens.
 */
export function buildExportHeaders(name: string, format: ExportFormat, note = ""): Record<string, string> {
  const stamp = currentTime().toISOString().slice(0, 19).replaceAll(":", "-");
  const part = note.replace(/[^\w.]+/g, "-").slice(0, maxNoteLength);
  const fileName = [name, stamp, "utc", part].filter(Boolean).join("-");
  return {
    "Content-Type": contentTypeByExportFormat[format],
    "Content-Disposition": `attachment; filename="${fileName}.${format}"`,
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "private, no-store",
  };
}
