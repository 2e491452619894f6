import { hasUnstorableEscape, isTooDeep, maxJsonDepth, parseUntrustedJson } from "../../json/untrusted-json";
import { findUnstorable } from "../../unstorable-text";
import { isObject } from "../systems/read-id";
import { CannotMap, type ReadMessage } from "../systems/source-system";

/** A message as it is stored. */
export interface StoredMessage {
  /** Pairs of name and value, as they came. */
  headers: readonly (readonly [name: string, value: string])[];
  body: Uint8Array;
}

/** The encodings that a Content-Type may name. Everything else is read as UTF-8, if it is valid. */
const decoderByCharset: Readonly<Record<string, string | undefined>> = {
  "iso-8859-1": "windows-1252",
  latin1: "windows-1252",
  "windows-1252": "windows-1252",
};

/**
 * Reads the body of a stored message: JSON, or a form if Content-Type says so and the body does not begin like a JSON object (curl sends
 * JSON as a form if it is not told otherwise). Throws CannotMap for anything that cannot become an event's data.
 */
export function readMessage({ headers: pairs, body: bytes }: StoredMessage): ReadMessage {
  const headers = collectHeaders(pairs);
  const encoding = headers.get("content-encoding")?.trim();
  if (encoding && !/^identity$/i.test(encoding)) {
    throw new CannotMap(
      `The body is compressed (Content-Encoding: ${encoding.slice(0, 40)}). Set up the system to send it uncompressed.`,
    );
  }
  const contentType = headers.get("content-type") ?? "";
  const text = decode(bytes, contentType);
  if (text.trim() === "")
    throw new CannotMap(
      "The body is empty, so there is nothing to make an event of. Set up the system to send its data as a JSON object or a form.",
    );
  const isForm =
    /^\s*application\/x-www-form-urlencoded\b/i.test(contentType) && !text.trimStart().startsWith("{");
  return { headers, body: isForm ? readForm(text) : readJsonObject(text, contentType), isForm };
}

/** Collects headers by name in lower case; the values of a header that came several times are joined with ", ". */
export function collectHeaders(
  pairs: readonly (readonly [name: string, value: string])[],
): Map<string, string> {
  const headers = new Map<string, string>();
  for (const [name, value] of pairs) {
    const earlier = headers.get(name.toLowerCase());
    headers.set(name.toLowerCase(), earlier === undefined ? value : `${earlier}, ${value}`);
  }
  return headers;
}

function decode(bytes: Uint8Array, contentType: string): string {
  const charset = /;\s*charset\s*=\s*"?([\w-]+)/i.exec(contentType)?.[1]?.toLowerCase() ?? "utf-8";
  try {
    return new TextDecoder(decoderByCharset[charset] ?? "utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new CannotMap("The body is not valid UTF-8. Set up the system to send text in UTF-8.");
  }
}

function readJsonObject(text: string, contentType: string): Record<string, unknown> {
  if (isTooDeep(text))
    throw new CannotMap(
      `The JSON is nested too deeply. Set up the system to send at most ${maxJsonDepth} levels.`,
    );
  let value: unknown;
  try {
    value = parseUntrustedJson(text);
  } catch (error) {
    const problem = (error as Error).message.slice(0, 200).replace(/\.$/, "");
    const type = contentType === "" ? "" : ` (Content-Type: ${contentType.slice(0, 100)})`;
    throw new CannotMap(
      `The body is not valid JSON${type}: ${problem}. Set up the system to send a JSON object, or a form with the Content-Type application/x-www-form-urlencoded.`,
    );
  }
  if (!isObject(value))
    throw new CannotMap(
      "The JSON is not an object, so it has no fields to make an event of. Set up the system to send a JSON object: for a list, one message for each of its items.",
    );
  if (hasUnstorableEscape(text)) requireStorable(value);
  return value;
}

/** Reads the fields of a form. The last of several fields with the same name counts, as in JSON. */
function readForm(text: string): Record<string, unknown> {
  const fields = text
    .split("&")
    .filter((field) => field !== "")
    .map((field): [string, string] => {
      const at = field.indexOf("=");
      return at < 0
        ? [decodeComponent(field), ""]
        : [decodeComponent(field.slice(0, at)), decodeComponent(field.slice(at + 1))];
    });
  if (fields.some(([name]) => name.includes("__proto__")))
    throw new CannotMap(
      'The name of a field of the form contains "__proto__", which cannot be stored. Set up the system to use another name.',
    );
  const body = Object.fromEntries(fields);
  requireStorable(body);
  return body;
}

function decodeComponent(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    throw new CannotMap(
      "The form is not correctly percent-encoded in UTF-8. Set up the system to send text in UTF-8.",
    );
  }
}

function requireStorable(body: Record<string, unknown>): void {
  const found = findUnstorable(body);
  if (found)
    throw new CannotMap(
      `The field ${found.path.join(".") || "(body)"} has text that cannot be stored: ${found.message}`,
    );
}
