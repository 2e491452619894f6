/** A line of the list that a receiver sends. Lines are numbered from 1; empty ones are skipped, but numbered. */
export interface ListLine {
  line: number;
  /** The text of the line, cut off after `maxLineLength` characters. */
  text: string;
  /** In lower case; null for anything that is not a trace ID. */
  traceId: string | null;
  /** Null for anything that is not a range of sequence numbers. */
  range: NumberRange | null;
}

/** Sequence numbers from `first` to `last`, both included. */
export interface NumberRange {
  first: number;
  last: number;
}

/** A longer line is invalid, and the rest of it is skipped. */
const maxLineLength = 1_000;

const uuid = "[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}";
const uuidPattern = new RegExp(`^${uuid}$`);
const stringLinePattern = new RegExp(`^"(${uuid})"$`);

/**
 * Reads NDJSON in UTF-8 in which each line is a trace ID (a JSON string, or an object with the field "traceId") or a range of sequence
 * numbers (an object with the fields "from" and "to"). It yields the lines of one piece at a time, so that no more is in memory.
 */
export async function* readList(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<ListLine[]> {
  const decoder = new TextDecoder();
  let rest = "";
  let line = 0;
  for await (const piece of pieces) {
    const texts = `${rest}${decoder.decode(piece, { stream: true })}`.split("\n");
    rest = (texts.pop() ?? "").slice(0, maxLineLength + 1);
    const lines: ListLine[] = [];
    for (const text of texts) {
      line += 1;
      if (text.trim() !== "") lines.push(parseLine(line, text));
    }
    if (lines.length > 0) yield lines;
  }
  rest += decoder.decode();
  if (rest.trim() !== "") yield [parseLine(line + 1, rest)];
}

function parseLine(line: number, fullText: string): ListLine {
  const text = fullText.trim().slice(0, maxLineLength);
  if (fullText.length > maxLineLength) return { line, text, traceId: null, range: null };
  const simple = stringLinePattern.exec(text)?.[1];
  if (simple) return { line, text, traceId: simple.toLowerCase(), range: null };
  const { traceId, from, to } = parseObject(text) ?? {};
  if (traceId === undefined) return { line, text, traceId: null, range: toRange(from, to) };
  const isTraceId = typeof traceId === "string" && uuidPattern.test(traceId);
  return { line, text, traceId: isTraceId ? traceId.toLowerCase() : null, range: null };
}

/** Null unless both are sequence numbers (1 or above). JSON.parse rounds numbers that are not safe integers, so these are invalid. */
function toRange(first: unknown, last: unknown): NumberRange | null {
  const isNumber = (value: unknown): value is number => Number.isSafeInteger(value);
  return isNumber(first) && isNumber(last) && first >= 1 && first <= last ? { first, last } : null;
}

/** Parses a JSON object; null for any other JSON value and for invalid JSON. */
function parseObject(text: string): Record<string, unknown> | null {
  if (!text.startsWith("{")) return null;
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
