import { findInexactNumber, toPlainNumbers } from "../../json/plain-numbers";
import { hasUnstorableEscape, isTooDeep, maxJsonDepth, parseUntrustedJson } from "../../json/untrusted-json";
import { findUnstorable } from "../../unstorable-text";
import type { ApiRequest } from "./http-messages";
import { Problem } from "./problem";

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
    throw new Problem(
      400,
      "invalid_json",
      `The JSON is nested too deeply. Send at most ${maxJsonDepth} levels.`,
    );
  }
  const value = parseBody(decodedText);
  if (hasUnstorableEscape(decodedText)) requireStorableText(value);
  return value;
}

function parseBody(text: string): unknown {
  try {
    return parseUntrustedJson(text);
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

/** Throws a Problem for a body that is compressed, or that has a Content-Length above `maxBytes`. */
export function requireAcceptableBody(request: ApiRequest, maxBytes: number): void {
  requireIdentityEncoding(request.headers.get("content-encoding"));
  if (Number(request.headers.get("content-length") ?? 0) > maxBytes) throw tooLarge(maxBytes);
}

export function tooLarge(maxBytes: number): Problem {
  return new Problem(413, "too_large", `The body is too large. Send at most ${maxBytes / 1024} KiB.`);
}
