import { parseJson } from "../../json/parse-json";
import { writeJson } from "../../json/write-json";
import { CannotRender } from "../dialect";
import { openXmlPlaces } from "./xml-positions";

/** Where a template's text goes, and with it how values are escaped. */
export type Place = "json" | "form" | "xml" | "text" | "url" | "header";

const [open, close] = ["\uE000", "\uE001"];
/** What a template must not have itself. */
export const marks = /[\uE000\uE001]/;
const marked = /\uE000([vj])([^\uE001]*)\uE001/g;

/** The most that may come out, in characters; a body in bytes (DESIGN section 6: what an event may have). */
const bounds: Record<Place, number> = {
  ...{ json: 262_144, form: 262_144, xml: 262_144, text: 262_144 },
  ...{ url: 8_192, header: 4_096 },
};

/** Characters that the engine may give back, values escaped to be found again; what is longer cannot fit. */
export function mostRendered(place: Place): number {
  return bounds[place] * 8;
}

/** A value as JSON, whatever stands around it: what the filter `json` gives. Other filters see its text. */
export class WholeValue {
  readonly json: string;
  constructor(value: unknown) {
    this.json = value instanceof WholeValue ? value.json : (writeJson(value) ?? "null");
  }
  toString(): string {
    return this.json;
  }
}

/**
 * A value on its way through the template engine: how it has to be escaped depends on what stands around it, which is
 * known only when all is rendered.
 */
export function mark(value: unknown): string {
  const kind = value instanceof WholeValue ? "j" : "v";
  return `${open}${kind}${encodeURIComponent(new WholeValue(value).json)}${close}`;
}

/** The rendered text with its values in their places, escaped. Throws CannotRender. */
export function placeMarks(rendered: string, place: Place): string {
  // Before anything walks over it: the engine's text may be hundreds of megabytes of repetition.
  if (rendered.length > mostRendered(place)) throw tooLong(place);
  const text = place === "json" ? placeInJson(rendered) : placeEach(rendered, place);
  if (Buffer.byteLength(text) > bounds[place]) throw tooLong(place);
  return text;
}

export function tooLong(place: Place): CannotRender {
  const what = place === "url" ? "URL" : place === "header" ? "header's value" : "body";
  return new CannotRender(
    `The ${what} would be longer than ${bounds[place].toLocaleString("en")} bytes. Shorten the template.`,
  );
}

function placeEach(rendered: string, place: Exclude<Place, "json">): string {
  const allowed = place === "xml" ? openXmlPlaces(rendered.replaceAll(marked, "\uE000")) : null;
  let index = 0;
  return rendered.replaceAll(marked, (_whole, kind: string, payload: string) => {
    if (allowed?.[index] === false) {
      throw new CannotRender(
        "In XML a value can only stand between tags or in a quoted attribute. Move the variable there.",
      );
    }
    index += 1;
    return escapes[place](textOf(kind, payload));
  });
}

/** A value as text; nothing for null and for what is missing. */
function textOf(kind: string, payload: string): string {
  const json = decodeURIComponent(payload);
  if (kind === "j") return json;
  const value: unknown = parseJson(json);
  if (typeof value === "string") return value.toWellFormed();
  return value === null ? "" : typeof value === "object" ? json : String(value);
}

const escapes: Record<Exclude<Place, "json">, (text: string) => string> = {
  form: encodeURIComponent,
  url: encodeURIComponent,
  text: (text) => text,
  // Anything but printable ASCII, and so every line break, as percent-encoded UTF-8.
  header: (text) => text.replace(/[^\x20-\x7e]+/g, encodeURIComponent),
  // XML 1.0, section 2.2, has no control characters but tab and line breaks, not even escaped.
  xml: (text) =>
    text
      .replace(/[^\t\n\r\P{Cc}]|[\ufffe\uffff]/gu, "")
      .replace(/[&<>"'\r]/g, (sign) => `&#${sign.charCodeAt(0)};`),
};

/**
 * JSON's own strings decide: within one a value is the text's continuation, elsewhere it is a whole value, string
 * quotes included. So what an event carries never ends a string and never adds a member.
 */
function placeInJson(rendered: string): string {
  let inString = false;
  let escaped = false;
  const parts = rendered.split(marked);
  const text = parts
    .map((part, index) => {
      if (index % 3 === 1) return "";
      if (index % 3 === 2) {
        if (escaped) {
          throw new CannotRender(
            'A variable cannot stand right after a backslash. Write "\\\\" for a backslash.',
          );
        }
        const kind = parts[index - 1] ?? "v";
        return inString ? JSON.stringify(textOf(kind, part)).slice(1, -1) : decodeURIComponent(part);
      }
      for (const sign of part) {
        if (escaped) escaped = false;
        else if (inString && sign === "\\") escaped = true;
        else if (sign === '"') inString = !inString;
      }
      return part;
    })
    .join("");
  try {
    JSON.parse(text);
  } catch (error) {
    throw new CannotRender(`What comes out is not JSON: ${(error as Error).message}`);
  }
  return text;
}
