import { pool } from "../db";
import { type ListLine, type NumberRange, readList } from "./read-list";
import { extendRanges, writeRanges } from "./received-ranges";
import type { LineExample } from "./schema";

/** The counts and examples of a list. Its distinct trace IDs and ranges are in the tables received_trace_ids and received_ranges. */
export interface ReceivedList {
  traceIds: number;
  ranges: number;
  duplicates: number;
  invalid: number;
  /** Ranges with a number above the last number of the webhook. They are not in received_ranges. */
  unknown: number;
  examples: LineExample[];
}

const batchSize = 10_000;
/** The most lines that are shown as examples of each problem. */
export const maxExamples = 10;
const maxExampleLength = 100;

// Returns the lines whose trace ID was not there yet; the other lines are duplicates.
const insertSql = `
  INSERT INTO received_trace_ids (reconciliation_id, trace_id, line)
  SELECT $1, * FROM unnest($2::uuid[], $3::int[]) ON CONFLICT DO NOTHING RETURNING line`;

const lastNumberSql = `SELECT (next_number - 1)::float8 AS "lastNumber" FROM lanes WHERE webhook_id = $1`;

/**
 * Writes the trace IDs of a list into received_trace_ids and its ranges into received_ranges, as it arrives: at most a batch of it is in
 * memory. Reading waits while a batch is written. Errors from reading the pieces are not caught.
 */
export async function receiveList(
  reconciliationId: string,
  webhookId: string,
  pieces: AsyncIterable<Uint8Array>,
): Promise<ReceivedList> {
  const list: ReceivedList = { traceIds: 0, ranges: 0, duplicates: 0, invalid: 0, unknown: 0, examples: [] };
  let batch: ListLine[] = [];
  const writeBatch = async () => {
    await writeTraceIds(reconciliationId, batch, list);
    await writeKnownRanges(reconciliationId, webhookId, batch, list);
    batch = [];
  };
  for await (const lines of readList(pieces)) {
    for (const line of lines) {
      if (line.traceId !== null || line.range !== null) batch.push(line);
      else {
        list.invalid += 1;
        addExample(list.examples, "invalid", line);
      }
    }
    if (batch.length >= batchSize) await writeBatch();
  }
  await writeBatch();
  if (list.ranges > 0) await extendRanges(reconciliationId);
  return list;
}

async function writeTraceIds(reconciliationId: string, lines: readonly ListLine[], list: ReceivedList) {
  const batch = lines.filter(({ traceId }) => traceId !== null);
  if (batch.length === 0) return;
  const { rows } = await pool().query<{ line: number }>(insertSql, [
    reconciliationId,
    batch.map(({ traceId }) => traceId),
    batch.map(({ line }) => line),
  ]);
  list.traceIds += rows.length;
  list.duplicates += batch.length - rows.length;
  if (rows.length === batch.length) return;
  const written = new Set(rows.map(({ line }) => line));
  for (const line of batch) if (!written.has(line.line)) addExample(list.examples, "duplicate", line);
}

// The last number of the webhook is read after the lines. Numbers are committed before they are sent, so the receiver cannot have a number
// above it.
async function writeKnownRanges(
  reconciliationId: string,
  webhookId: string,
  lines: readonly ListLine[],
  list: ReceivedList,
) {
  const batch = lines.flatMap((line) => (line.range ? [{ ...line, range: line.range }] : []));
  if (batch.length === 0) return;
  const { rows } = await pool().query<{ lastNumber: number }>(lastNumberSql, [webhookId]);
  const lastNumber = rows[0]?.lastNumber ?? 0;
  const known: NumberRange[] = [];
  for (const line of batch) {
    if (line.range.last <= lastNumber) known.push(line.range);
    else {
      list.unknown += 1;
      addExample(list.examples, "unknown", line);
    }
  }
  list.ranges += batch.length;
  await writeRanges(reconciliationId, known);
}

/** Adds a line to the examples, unless there are enough examples of its problem. */
function addExample(
  examples: LineExample[],
  problem: LineExample["problem"],
  { line, text }: Pick<ListLine, "line" | "text">,
): void {
  if (examples.filter((example) => example.problem === problem).length >= maxExamples) return;
  examples.push({ line, problem, text: text.slice(0, maxExampleLength) });
}
