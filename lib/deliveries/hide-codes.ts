import { toDoubleString } from "../dialects/fineract/gson-values";
import { type DecodedText, decodeLayers } from "./decoded-text";

/** The text that replaces a one-time code. */
export const mask = "******";

/** A shorter code is masked only where no letter or digit adjoins: masking every "7" of a body would hide more than the code. */
const minLengthInsideWords = 4;
/** An event normally has one code. If it has more codes than this, the whole text is masked, because searching for each takes too long. */
const maxCodes = 20;
/** The longest code whose overlapping occurrences are found, and the longest beginning of a code that is found at the end of a cut text. */
const maxOverlap = 200;

/**
 * Masks codes wherever they occur in a text, in upper or lower case: unescaped, and with the escapes of JSON, forms, URLs, XML and HTML,
 * also nested. Numbers are also found as a Java double (`4829.0`, `1.2345678E7`) and without leading zeros. Codes of one to three
 * characters are masked where no letter or digit adjoins; codes without a letter or digit are not masked.
 * @param isCut whether the end of the text is missing; then the beginning of a code at the end of the text is masked too
 */
export function hideCodes(text: string, codes: readonly string[], isCut = false): string {
  const forms = listForms(codes);
  if (forms.length === 0 || text === "") return text;
  if (codes.length > maxCodes) return mask;
  const hidden = new Uint8Array(text.length);
  for (const layer of decodeLayers(text)) {
    const folded = { ...layer, text: foldCase(layer.text) };
    for (const form of forms) hideForm(hidden, folded, form, isCut);
  }
  return hidden.includes(1) ? writeMasked(text, hidden) : text;
}

/** Lists the texts to search for: every form of the codes, in lower case (`foldCase`). */
function listForms(codes: readonly string[]): string[] {
  const forms = codes.slice(0, maxCodes).flatMap((code) => {
    const texts = decodeLayers(code.trim()).map((layer) => layer.text.trim());
    return [...texts, ...listNumberForms(code.trim())].map(foldCase);
  });
  return [...new Set(forms)].filter((form) => /[\p{L}\p{N}]/u.test(form));
}

function listNumberForms(code: string): string[] {
  const number = /^-?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(code) ? Number(code) : Number.NaN;
  if (!Number.isFinite(number)) return [];
  return [String(number), toDoubleString(number).replace(/\.0$/, "")];
}

/** Converts only ASCII letters to lower case, so that every character keeps its position. */
function foldCase(text: string): string {
  return text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}

function hideForm(hidden: Uint8Array, { text, starts }: DecodedText, form: string, isCut: boolean): void {
  const step = form.length > maxOverlap ? form.length : 1;
  let hiddenUntil = 0;
  for (let at = text.indexOf(form); at !== -1; at = text.indexOf(form, at + step)) {
    const end = at + form.length;
    if (form.length < minLengthInsideWords && (isAlphanumericAt(text, at - 1) || isAlphanumericAt(text, end)))
      continue;
    hidden.fill(1, Math.max(starts[at] ?? 0, hiddenUntil), starts[end]);
    hiddenUntil = starts[end] ?? 0;
  }
  if (!isCut || form.length < minLengthInsideWords) return;
  for (let length = Math.min(form.length - 1, maxOverlap); length > 0; length -= 1) {
    if (!text.endsWith(form.slice(0, length))) continue;
    hidden.fill(1, starts[text.length - length]);
    return;
  }
}

function isAlphanumericAt(text: string, index: number): boolean {
  return /[\p{L}\p{N}]/u.test(text.charAt(index));
}

/** Replaces hidden characters with the mask. In JSON, a number with hidden digits becomes a string, so that the text stays valid JSON. */
function writeMasked(text: string, hidden: Uint8Array): string {
  const numbers = new Set<number>();
  if (isJson(text)) {
    for (const { 0: token, index } of text.matchAll(/"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*/g)) {
      const end = index + token.length;
      if (token.startsWith('"') || !hidden.subarray(index, end).includes(1)) continue;
      hidden.fill(1, index, end);
      numbers.add(index);
    }
  }
  const parts: string[] = [];
  for (let at = 0; at < text.length; ) {
    const next = hidden.indexOf(hidden[at] === 1 ? 0 : 1, at);
    const end = next === -1 ? text.length : next;
    if (hidden[at] !== 1) parts.push(text.slice(at, end));
    else parts.push(numbers.has(at) ? `"${mask}"` : mask);
    at = end;
  }
  return parts.join("");
}

function isJson(text: string): boolean {
  if (!/^\s*[[{]/.test(text)) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
