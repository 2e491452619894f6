import { buildJsonBody } from "../../dialects/json-body";
import { parseJson } from "../../json/parse-json";
import { writeJson } from "../../json/write-json";

/**
 * Parses pasted headers: one on each line ("Name: value", or curl's -H '...'), or a JSON object. Names are converted to lower case;
 * anything that is not a header is ignored.
 */
export function parsePastedHeaders(text: string): Map<string, string> {
  const trimmed = text.trim();
  const pairs = trimmed.startsWith("{") ? parseJsonHeaders(trimmed) : parseHeaderLines(trimmed);
  return new Map(pairs.map(([name, value]) => [name.trim().toLowerCase(), value.trim()]));
}

function parseHeaderLines(text: string): [string, string][] {
  return text.split(/\r?\n/).flatMap((line): [string, string][] => {
    const plain = line.replace(/^\s*(?:-H|--header)\s+(['"])(.*)\1\s*\\?\s*$/, "$2");
    const [, name, value] = /^\s*["']?([A-Za-z0-9-]+)["']?\s*[:=]\s*(.*?)\s*$/.exec(plain) ?? [];
    return name === undefined || value === undefined ? [] : [[name, value]];
  });
}

function parseJsonHeaders(text: string): [string, string][] {
  try {
    return Object.entries(JSON.parse(text) as object).map(([name, value]) => [
      name,
      String(Array.isArray(value) ? value[0] : value),
    ]);
  } catch {
    return parseHeaderLines(text);
  }
}

/** A body that the receiver may have got, guessed from the pasted one. */
export interface BodyVariant {
  bytes: Buffer;
  /** How it differs from the pasted body, as a hint; undefined for the pasted body itself. */
  difference?: string;
}

const rawBytesAdvice = "Verify the raw request body.";

/** Lists the pasted body first, then the bodies that common changes may have turned into it. */
export function listBodyVariants(text: string): BodyVariant[] {
  const trimmed = text.replace(/^\s+|\s+$/g, "");
  const variants: BodyVariant[] = [{ bytes: Buffer.from(text) }];
  const add = (variant: string | undefined, difference: string) => {
    if (variant === undefined) return;
    const bytes = Buffer.from(variant);
    if (!variants.some((one) => one.bytes.equals(bytes))) variants.push({ bytes, difference });
  };
  add(
    trimmed,
    `The pasted body starts or ends with whitespace, often a line break, that was not sent. ${rawBytesAdvice}`,
  );
  add(
    `${trimmed}\n`,
    `The body was sent with a line break at the end, which the pasted body lacks. ${rawBytesAdvice}`,
  );
  add(
    text.replaceAll("\n", "\r\n"),
    `The body was sent with CR LF line breaks, but the pasted body has LF. ${rawBytesAdvice}`,
  );
  const compact = toCompactJson(trimmed);
  const reserialized = `${rawBytesAdvice} Do not parse and reserialize the body first.`;
  add(
    compact,
    `The pasted body has been reformatted: it was sent as compact JSON, without whitespace between tokens. ${reserialized}`,
  );
  add(
    compact && buildJsonBody(compact, "ascii").body.toString(),
    `The pasted body has been reserialized: it was sent with JSON escapes for non-ASCII characters. ${reserialized}`,
  );
  return variants;
}

function toCompactJson(text: string): string | undefined {
  try {
    return writeJson(parseJson(text));
  } catch {
    return undefined;
  }
}
