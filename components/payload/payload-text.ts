/** The maximum number of bytes of a payload that are displayed. The download contains all bytes. */
export const maxDisplayedBytes = 64 * 1024;

export interface ReadableText {
  text: string;
  /** How many bytes the text covers. */
  shownLength: number;
}

// Control and bidirectional characters, which could make one payload look like another.
const invisibleCharacterPattern = /[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/**
 * Decodes the first `maxDisplayedBytes` of a payload as text and escapes invisible characters. Null if these bytes are not UTF-8
 * (as in a compressed or encrypted body) or contain a NUL character.
 */
export function decodeReadableText(bytes: Uint8Array): ReadableText | null {
  try {
    // With `stream`, a character that is cut off at the end is omitted; otherwise it would be an error.
    const decoded = new TextDecoder("utf-8", { fatal: true }).decode(bytes.subarray(0, maxDisplayedBytes), {
      stream: true,
    });
    if (decoded.includes("\u0000")) return null;
    return {
      text: decoded.replace(/\r\n/g, "\n").replace(invisibleCharacterPattern, escapeInvisible),
      shownLength: Math.min(bytes.length, maxDisplayedBytes),
    };
  } catch {
    return null;
  }
}

function escapeInvisible(character: string): string {
  if (character === "\n" || character === "\t") return character;
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

/** Deeper levels are not indented further, so that the white space does not become longer than the text. */
const maxIndentDepth = 20;

const jsonTokenPattern = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/g;

/**
 * Indents JSON text by two spaces per level. Only white space changes: unlike parsing and serializing, this keeps numbers, key order,
 * repeated keys and escapes as they were sent. Null if the text is not JSON.
 */
export function formatJson(text: string): string | null {
  return isJson(text) ? indentJson(text) : null;
}

/** Indents JSON text, whose end may be missing, by two spaces per level. */
export function indentJson(text: string): string {
  const parts: string[] = [];
  let depth = 0;
  let hasOpened = false;
  const startLine = () => parts.push(`\n${"  ".repeat(Math.min(depth, maxIndentDepth))}`);
  for (const [token] of text.matchAll(jsonTokenPattern)) {
    const closes = token === "}" || token === "]";
    if (closes) depth -= 1;
    if (closes !== hasOpened) startLine();
    hasOpened = token === "{" || token === "[";
    if (hasOpened) depth += 1;
    parts.push(token === ":" ? ": " : token);
    if (token === ",") startLine();
  }
  return parts.join("");
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
