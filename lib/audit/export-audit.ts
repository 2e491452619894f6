import { prisma } from "../db";
import { formatCsvRow } from "../exports/csv";
import type { ExportFormat } from "../exports/formats";
import { newId } from "../ids";
import { requirePermission, type Scope } from "../scope/scope";
import { describeEntry } from "./describe-entry";
import { listAudit } from "./list-audit";
import { recordAudit } from "./record-audit";
import type { AuditEntryView, AuditFilter } from "./schema";

const pageSize = 1_000;

/**
 * Exports all entries that match the filter at this moment, newest first, as chunks of text to be sent one after the other: only
 * one page of entries is in memory at a time. Requires users:write. The export is audited before the first chunk; if it cannot be
 * audited, nothing is exported.
 */
export async function exportAudit(
  scope: Scope,
  filter: AuditFilter,
  format: ExportFormat,
): Promise<AsyncGenerator<string>> {
  requirePermission(scope, "users:write");
  // The export omits entries from here on, including its own, so it ends however many entries are written meanwhile.
  const before = newId();
  await recordAudit(prisma(), scope, {
    action: "audit.exported",
    targetId: "export",
    partnerId: scope.partnerId,
    details: { format, filter },
  });
  return generateChunks(scope, filter, format, before);
}

async function* generateChunks(
  scope: Scope,
  filter: AuditFilter,
  format: ExportFormat,
  before: string,
): AsyncGenerator<string> {
  if (format === "csv") yield formatCsvRow(Object.keys(readCellByColumn));
  for (let cursor: string | null = before; cursor; ) {
    const { items, nextCursor } = await listAudit(scope, { ...filter, cursor, limit: pageSize });
    const rows = items.map((entry) => (format === "csv" ? toCsvLine(entry) : toNdjsonLine(entry)));
    if (rows.length > 0) yield rows.join("");
    cursor = nextCursor;
  }
}

const readCellByColumn: Record<string, (entry: AuditEntryView) => string> = {
  "Time (UTC)": ({ at }) => at,
  Who: ({ actorName }) => actorName,
  "What happened": describeEntry,
  Action: ({ action }) => action,
  "Target type": ({ targetType }) => targetType,
  "Target ID": ({ targetId }) => targetId,
  "Target name": ({ targetName }) => targetName ?? "",
  Partner: ({ partnerName }) => partnerName ?? "",
  "Who (kind)": ({ actorKind }) => actorKind,
  "Who (ID)": ({ actorId }) => actorId ?? "",
  Details: ({ details }) => JSON.stringify(details),
  "Entry ID": ({ id }) => id,
};

function toCsvLine(entry: AuditEntryView): string {
  return formatCsvRow(Object.values(readCellByColumn).map((read) => read(entry)));
}

/** An entry as a line of NDJSON. Its times are in UTC and end in Z. */
function toNdjsonLine({ targetExists: _omitted, ...entry }: AuditEntryView): string {
  return `${JSON.stringify({ ...entry, sentence: describeEntry(entry) })}\n`;
}
