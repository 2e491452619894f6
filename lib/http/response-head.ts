import { isUtf8 } from "node:buffer";

/** Thrown when a response is not valid HTTP/1.1, so that its end is unknown (RFC 9112, section 11.2). */
export class InvalidResponse extends Error {
  override name = "InvalidResponse";
}

export interface ResponseHead {
  status: number;
  /** Lower-case names and values alternate, as received. */
  headers: readonly string[];
  body: BodyLength;
  /** Whether the receiver keeps the connection open after this response. */
  keepAlive: boolean;
  /** How long the receiver keeps an idle connection, in ms (Keep-Alive: timeout=5); undefined if it announces no time. */
  idleMs: number | undefined;
}

/** How a body ends: after a number of bytes (0: there is none), with its last chunk, or with the connection. */
export type BodyLength = number | "chunked" | "until-close";

const statusLinePattern = /^HTTP\/1\.([01]) (\d{3})(?: .*)?$/s;
/** Spaces around the value are trimmed later: a pattern that trims would take seconds for thousands of spaces. */
const headerPattern = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+):(.*)$/s;
/** Text without control characters except tab, and without line breaks except CR LF. */
const textPattern = /^(?:[\t\x20-\x7e\x80-\uffff]|\r\n)*$/;

/**
 * Parses a status line with its headers, without the empty line after them. Throws InvalidResponse.
 * @param bytes should be ASCII (RFC 9110, section 5.5); other bytes are read as UTF-8, or as Latin-1 if they are not valid UTF-8
 */
export function parseHead(bytes: Buffer): ResponseHead {
  const text = bytes.toString(isUtf8(bytes) ? "utf8" : "latin1");
  if (!textPattern.test(text)) throw new InvalidResponse("a control character");
  const [statusLine = "", ...lines] = text.split("\r\n");
  const [, minorVersion, digits] = statusLinePattern.exec(statusLine) ?? [];
  const status = Number(digits);
  if (!(status >= 100)) throw new InvalidResponse("no status line");
  const headers = parseHeaders(lines);
  const connection = findValues(headers, "connection").join(",").toLowerCase();
  const isPersistent =
    minorVersion === "1" ? !/\bclose\b/.test(connection) : /\bkeep-alive\b/.test(connection);
  const body = findBodyLength(status, headers);
  const hasNoBody = status < 200 || status === 204 || status === 304;
  return {
    status,
    headers,
    body: hasNoBody ? 0 : body,
    // A 204 with a length may still be followed by a body, which would be parsed as the next response.
    keepAlive: isPersistent && body !== "until-close" && !(hasNoBody && status >= 200 && body !== 0),
    idleMs: readIdleMs(headers),
  };
}

function parseHeaders(lines: readonly string[]): string[] {
  const headers: string[] = [];
  for (const line of lines) {
    const [, name, value = ""] = headerPattern.exec(line) ?? [];
    if (name !== undefined) headers.push(name.toLowerCase(), trimBlanks(value));
    // A folded value counts as one line with a space (RFC 9112, section 5.2).
    else if (/^[ \t]/.test(line) && headers.length > 0) headers[headers.length - 1] += ` ${line.trim()}`;
    else throw new InvalidResponse("an invalid header line");
  }
  return headers;
}

/** Removes spaces and tabs at both ends (RFC 9110, section 5.6.3); other white space belongs to the value. */
function trimBlanks(value: string): string {
  const isBlank = (at: number) => value[at] === " " || value[at] === "\t";
  let start = 0;
  let end = value.length;
  while (start < end && isBlank(start)) start += 1;
  while (end > start && isBlank(end - 1)) end -= 1;
  return value.slice(start, end);
}

/** Whether a line has the form of a header. */
export function isHeaderLine(line: string): boolean {
  return headerPattern.test(line) && textPattern.test(line);
}

function findValues(headers: readonly string[], wantedName: string): string[] {
  return headers.filter((_, index) => index % 2 === 1 && headers[index - 1] === wantedName);
}

/** Finds out how the body ends (RFC 9112, section 6.3). */
function findBodyLength(status: number, headers: readonly string[]): BodyLength {
  const lengths = findValues(headers, "content-length");
  const codings = findValues(headers, "transfer-encoding");
  if (codings.length > 0) {
    // Parsers disagree on which of the two headers determines the length.
    if (lengths.length > 0) throw new InvalidResponse("a length and chunks");
    return /(?:^|,)\s*chunked$/i.test(codings.join(",").trim()) ? "chunked" : "until-close";
  }
  const [length] = lengths;
  if (length === undefined) return status < 200 || status === 204 || status === 304 ? 0 : "until-close";
  if (lengths.some((other) => other !== length) || !/^\d{1,18}$/.test(length))
    throw new InvalidResponse("invalid length");
  return Number(length);
}

function readIdleMs(headers: readonly string[]): number | undefined {
  const [, seconds] = /\btimeout=(\d{1,6})\b/.exec(findValues(headers, "keep-alive").join(",")) ?? [];
  return seconds === undefined ? undefined : Number(seconds) * 1_000;
}
