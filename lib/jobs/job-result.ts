import { formatCsvRow } from "../exports/csv";
import type { ExportFormat } from "../exports/formats";
import type { Scope } from "../scope/scope";
import { findJobKind, type ItemRow, readItems, toItem } from "./job-items";

const pageSize = 1_000;

/**
 * Generates the result of a job so far as chunks of text. Each chunk has at most a thousand items; no more than these are in memory.
 * Returns null if there is no such job that this scope can see.
 */
export async function readJobResult(
  scope: Scope,
  jobId: string,
  format: ExportFormat,
): Promise<AsyncGenerator<string> | null> {
  const job = await findJobKind(scope, jobId);
  return job && generateChunks(job, format);
}

async function* generateChunks(
  job: NonNullable<Awaited<ReturnType<typeof findJobKind>>>,
  format: ExportFormat,
): AsyncGenerator<string> {
  if (format === "csv") yield formatCsvRow(Object.keys(readCellByColumn));
  for (let cursor: string | undefined; ; ) {
    const rows: ItemRow[] = await readItems(job, { cursor, limit: pageSize });
    if (rows.length > 0) yield rows.map(format === "csv" ? toCsvLine : toNdjsonLine).join("");
    cursor = rows.at(-1)?.id;
    if (rows.length < pageSize) return;
  }
}

const readCellByColumn: Record<string, (item: ItemRow) => string> = {
  "Trace ID": ({ traceId }) => traceId ?? "",
  "Event ID": ({ eventId }) => eventId,
  Webhook: ({ webhookName }) => webhookName,
  "Webhook ID": ({ webhookId }) => webhookId,
  "Entity type": ({ entityType }) => entityType,
  "Entity ID": ({ entityId }) => entityId,
  "Event type": ({ eventType }) => eventType,
  State: ({ state }) => state ?? "",
  Outcome: ({ outcome }) => outcome ?? "",
  "Response code": ({ responseCode }) => String(responseCode ?? ""),
  "Error code": ({ errorCode }) => errorCode ?? "",
  "Time (UTC)": ({ startedAt, at }) => (startedAt ?? at).toISOString(),
};

function toCsvLine(item: ItemRow): string {
  return formatCsvRow(Object.values(readCellByColumn).map((read) => read(item)));
}

function toNdjsonLine(item: ItemRow): string {
  return `${JSON.stringify(toItem(item))}\n`;
}
