/** Text in which escapes were decoded. The character at `index` comes from the source at `starts[index]` up to `starts[index + 1]`. */
export interface DecodedText {
  text: string;
  starts: Uint32Array;
}

/** The most layers, including the original text: enough for a form field in a JSON string in a form field. */
const maxLayers = 5;

/** Percent-encoding and "+" of forms, escapes of JSON, and character references of XML and HTML. */
const escapePattern =
  /(?:%[\da-f]{2})+|\\u[\da-f]{4}|\\[^u]|&(?:#\d{1,7}|#x[\da-f]{1,6}|amp|lt|gt|quot|apos);|\+/gi;

const controlCharacters: Record<string, string> = { b: "\b", f: "\f", n: "\n", r: "\r", t: "\t" };
const namedReferences: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

/** Returns the original text, then the text with one more layer of escapes decoded each time: at most maxLayers texts. */
export function decodeLayers(text: string): DecodedText[] {
  const layers: DecodedText[] = [
    { text, starts: Uint32Array.from({ length: text.length + 1 }, (_, at) => at) },
  ];
  while (layers.length < maxLayers) {
    const next = decodeOnce(layers.at(-1) as DecodedText);
    if (!next) break;
    layers.push(next);
  }
  return layers;
}

/** Decodes one layer of escapes; null if there are none. A decoded text is never longer than its source. */
function decodeOnce({ text, starts }: DecodedText): DecodedText | null {
  const parts: string[] = [];
  const decodedStarts = new Uint32Array(text.length + 1);
  let length = 0;
  const append = (decoded: string, from: number, step: 0 | 1) => {
    for (let unit = 0; unit < decoded.length; unit += 1) {
      decodedStarts[length + unit] = starts[from + unit * step] ?? 0;
    }
    length += decoded.length;
    parts.push(decoded);
  };
  let copied = 0;
  for (const { 0: token, index } of text.matchAll(escapePattern)) {
    append(text.slice(copied, index), copied, 1);
    for (const { at, decoded } of decodeToken(token)) append(decoded, index + at, 0);
    copied = index + token.length;
  }
  if (copied === 0) return null;
  append(text.slice(copied), copied, 1);
  decodedStarts[length] = starts[text.length] ?? 0;
  return { text: parts.join(""), starts: decodedStarts.subarray(0, length + 1) };
}

/** The decoded text of a part of a token, and the index in the token at which that part begins. */
interface Piece {
  at: number;
  decoded: string;
}

/** Decodes a token. Parts that cannot be decoded are kept unchanged. */
function decodeToken(token: string): Piece[] {
  return token.startsWith("%") ? decodePercents(token) : [{ at: 0, decoded: decodeEscape(token) }];
}

function decodeEscape(token: string): string {
  if (token === "+") return " ";
  const name = token.slice(1);
  if (token.startsWith("&")) return decodeReference(name.slice(0, -1)) ?? token;
  if (name.length > 1) return String.fromCharCode(Number.parseInt(name.slice(1), 16));
  return controlCharacters[name] ?? name;
}

function decodeReference(name: string): string | undefined {
  if (!name.startsWith("#")) return namedReferences[name.toLowerCase()];
  const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
  return code <= 0x10ffff ? String.fromCodePoint(code) : undefined;
}

/** Decodes percent-encoded UTF-8, character by character. */
function decodePercents(token: string): Piece[] {
  const bytes = Buffer.from(token.replaceAll("%", ""), "hex");
  const pieces: Piece[] = [];
  for (let index = 0; index < bytes.length; ) {
    const size = countUtf8Bytes(bytes[index] ?? 0);
    const decoded = bytes.toString("utf8", index, index + size);
    const isValid = !decoded.includes("\ufffd");
    const at = index * 3;
    pieces.push({ at, decoded: isValid ? decoded : token.slice(at, at + 3) });
    index += isValid ? size : 1;
  }
  return pieces;
}

/** The number of bytes of the character that begins with this byte. */
function countUtf8Bytes(first: number): number {
  if (first >= 0xf0) return 4;
  if (first >= 0xe0) return 3;
  return first >= 0xc0 ? 2 : 1;
}
