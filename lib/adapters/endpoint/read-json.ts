import { scan } from "secure-json-parse";
import { parseJson } from "../../json/parse-json";
import { findInexactNumber, toPlainNumbers } from "../../json/plain-numbers";
import { findUnstorable } from "../../unstorable-text";
import type { ApiRequest } from "./http-messages";
import { Problem } from "./problem";

const maxDepth = 64;

/** Escapes of characters that Postgres cannot store. A body without such escapes need not be searched. */
const unstorableEscapePattern = /\\u(?:0000|d[89a-f])/i;

/**
 * Reads a JSON body whose numbers are plain JavaScript numbers, such as settings. Throws a Problem for a whole number that JavaScript
 * would change, for a number that would become infinite, and for everything that readExactJson rejects.
 */
export async function readJson(request: ApiRequest, maxBytes: number, emptyAs?: unknown): Promise<unknown> {
  const body = await readExactJson(request, maxBytes, emptyAs);
  const inexact = findInexactNumber(body);
  if (inexact === undefined) return toPlainNumbers(body);
  const message = `The number ${inexact.slice(0, 40)} cannot be represented exactly. Send it as a quoted string.`;
  throw new Problem(400, "invalid_json", message);
}

/**
 * Reads a JSON body of at most `maxBytes` that carries an event's data: a number that JavaScript would change is a
 * JsonNumber. Stops reading at the limit, whatever Content-Length says. Throws a Problem for a body that is compressed, too
 * large, not JSON or nested deeper than 64 levels, that sets a prototype, or that has text that cannot be stored.
 * @param emptyAs the value of an empty body, if the call allows one
 */
export async function readExactJson(
  request: ApiRequest,
  maxBytes: number,
  emptyAs?: unknown,
): Promise<unknown> {
  requireAcceptableBody(request, maxBytes);
  const bytes = await request.readBody(maxBytes);
  if (!bytes) throw tooLarge(maxBytes);
  let decodedText: string;
  try {
    decodedText = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new Problem(400, "invalid_json", "The body is not valid UTF-8. Send JSON encoded in UTF-8.");
  }
  if (decodedText.trim() === "" && emptyAs !== undefined) return emptyAs;
  if (decodedText.trim() === "")
    throw new Problem(400, "invalid_json", "The body is empty. Send a JSON object.");
  if (isTooDeep(decodedText)) {
    throw new Problem(400, "invalid_json", `The JSON is nested too deeply. Send at most ${maxDepth} levels.`);
  }
  const value = parseBody(decodedText);
  if (unstorableEscapePattern.test(decodedText)) requireStorableText(value);
  return value;
}

function parseBody(text: string): unknown {
  try {
    return rejectPrototypeKeys(text, parseJson(text));
  } catch (error) {
    const reason = error instanceof Error ? error.message : "unreadable";
    throw new Problem(400, "invalid_json", `The body is not valid JSON: ${reason.slice(0, 200)}`);
  }
}

function requireIdentityEncoding(encoding: string | null): void {
  if (encoding === null || /^(identity|)$/i.test(encoding.trim())) return;
  const detail = `Content-Encoding ${encoding.slice(0, 40)} is not supported. Send the body uncompressed.`;
  // RFC 9110, section 15.5.16: the response names the encodings that are accepted.
  throw new Problem(415, "unsupported_encoding", detail, { headers: { "Accept-Encoding": "identity" } });
}

function requireStorableText(value: unknown): void {
  const found = findUnstorable(value);
  if (!found) return;
  const field = found.path.join(".") || "(body)";
  const { message } = found;
  throw new Problem(400, "validation_failed", `${field}: ${message}`, {
    errors: [{ field, code: "unstorable_text", message }],
  });
}

/** Matches every JSON text that sets a prototype, literally or with escapes, and some others. */
const prototypeKeyPattern = /__proto__|constructor|\\u00/;

/** Throws a SyntaxError for a field that could set an object's prototype when code copies it. */
function rejectPrototypeKeys(text: string, body: unknown): unknown {
  if (body === null || typeof body !== "object" || !prototypeKeyPattern.test(text)) return body;
  return scan(body, { protoAction: "error", constructorAction: "error" });
}

/** Throws a Problem for a body that is compressed, or that has a Content-Length above `maxBytes`. */
export function requireAcceptableBody(request: ApiRequest, maxBytes: number): void {
  requireIdentityEncoding(request.headers.get("content-encoding"));
  if (Number(request.headers.get("content-length") ?? 0) > maxBytes) throw tooLarge(maxBytes);
}

export function tooLarge(maxBytes: number): Problem {
  return new Problem(413, "too_large", `The body is too large. Send at most ${maxBytes / 1024} KiB.`);
}

/**
 * Whether a JSON text is nested too deeply. Counts brackets outside strings, before the text is parsed, so that recursion over a hostile
 * body cannot crash the process.
 */
function isTooDeep(text: string): boolean {
  let depth = 0;
  let inString = false;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (inString) {
      if (code === 92) index += 1;
      else if (code === 34) inString = false;
    } else if (code === 34) inString = true;
    else if (code === 91 || code === 123) {
      depth += 1;
      if (depth > maxDepth) return true;
    } else if (code === 93 || code === 125) depth -= 1;
  }
  return false;
}
