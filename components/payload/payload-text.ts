/** The most that a page shows of a payload; the download has all of it. */
export const shownBytes = 64 * 1024;

export interface ReadableText {
  text: string;
  /** How many of the bytes the text stands for. */
  shown: number;
}

// Control characters, and those that turn the direction of writing: they could make a payload look like another.
const invisible = /[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/**
 * Bytes of a payload as text to look at: at most `shownBytes`, invisible characters written out. Null when they are
 * not UTF-8, such as a compressed or an encrypted body.
 */
export function readableText(bytes: Uint8Array): ReadableText | null {
  try {
    // With `stream`, a character that was cut at the end is left out instead of being an error.
    const decoded = new TextDecoder("utf-8", { fatal: true }).decode(bytes.subarray(0, shownBytes), {
      stream: true,
    });
    if (decoded.includes("\u0000")) return null;
    return {
      text: decoded.replace(/\r\n/g, "\n").replace(invisible, written),
      shown: Math.min(bytes.length, shownBytes),
    };
  } catch {
    return null;
  }
}

function written(character: string): string {
  if (character === "\n" || character === "\t") return character;
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

/** Deeper levels are not indented further: white space must not outgrow what it sets out. */
const deepest = 20;

const tokens = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/g;

/**
 * Sets JSON text out in lines, two spaces a level. It moves white space only: numbers, key order, repeated keys and
 * escapes stay as they were sent, which parsing and writing anew would not keep. Null when the text is not JSON.
 */
export function prettyJson(text: string): string | null {
  if (!isJson(text)) return null;
  const parts: string[] = [];
  let depth = 0;
  let opened = false;
  const line = () => parts.push(`\n${"  ".repeat(Math.min(depth, deepest))}`);
  for (const [token] of text.matchAll(tokens)) {
    const closes = token === "}" || token === "]";
    if (closes) depth -= 1;
    if (closes !== opened) line();
    opened = token === "{" || token === "[";
    if (opened) depth += 1;
    parts.push(token === ":" ? ": " : token);
    if (token === ",") line();
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
