import { pool } from "../db";
import { type ListLine, readList } from "./read-list";
import type { LineExample } from "./schema";

/** What a list has, apart from its distinct trace IDs, which are in received_trace_ids. */
export interface ReceivedList {
  traceIds: number;
  duplicates: number;
  invalid: number;
  examples: LineExample[];
}

/** A range of sequence numbers, which deliveries do not have. */
export class RangeInList extends Error {
  constructor(readonly line: number) {
    super(`Line ${line} is a range of sequence numbers.`);
    this.name = "RangeInList";
  }
}

const batchSize = 10_000;
/** How many lines of each problem are shown. */
export const maxExamples = 10;
const maxExampleLength = 100;

// Returned are those that were not there yet, so the others are duplicates.
const insertSql = `
  INSERT INTO received_trace_ids (reconciliation_id, trace_id, line)
  SELECT $1, * FROM unnest($2::uuid[], $3::int[]) ON CONFLICT DO NOTHING RETURNING line`;

/**
 * Writes the trace IDs of a list into received_trace_ids, as it arrives: at most a batch of it is in memory. Reading waits while a batch
 * is written. Throws RangeInList, and what reading the pieces throws.
 */
export async function receiveList(
  reconciliationId: string,
  pieces: AsyncIterable<Uint8Array>,
): Promise<ReceivedList> {
  const list: ReceivedList = { traceIds: 0, duplicates: 0, invalid: 0, examples: [] };
  let batch: ListLine[] = [];
  for await (const lines of readList(pieces)) {
    for (const line of lines) {
      if (line.isRange) throw new RangeInList(line.line);
      if (line.traceId !== null) batch.push(line);
      else {
        list.invalid += 1;
        addExample(list.examples, "invalid", line);
      }
    }
    if (batch.length >= batchSize) {
      await write(reconciliationId, batch, list);
      batch = [];
    }
  }
  await write(reconciliationId, batch, list);
  return list;
}

async function write(reconciliationId: string, batch: readonly ListLine[], list: ReceivedList) {
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

/** Adds a line to the examples, unless there are enough of its problem. */
export function addExample(
  examples: LineExample[],
  problem: LineExample["problem"],
  { line, text }: Pick<ListLine, "line" | "text">,
): void {
  if (examples.filter((example) => example.problem === problem).length >= maxExamples) return;
  examples.push({ line, problem, text: text.slice(0, maxExampleLength) });
}
