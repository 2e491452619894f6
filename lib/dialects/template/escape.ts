import { parseJson } from "../../json/parse-json";
import { writeJson } from "../../json/write-json";
import { CannotRender } from "../dialect";
import { checkXmlPositions } from "./xml-positions";

/** What the output of a template is used as, which decides how values are escaped. */
export type OutputKind = "json" | "form" | "xml" | "text" | "url" | "header";

const [open, close] = ["\uE000", "\uE001"];
/** Characters that a template must not contain, since they mark values in the output. */
export const markPattern = /[\uE000\uE001]/;
const markedValuePattern = /\uE000([vj])([^\uE001]*)\uE001/g;

/** The maximum length of the output in bytes; for a body, the same as for an event (maxEventBytes in lib/events/schema.ts). */
const maxBytesByOutputKind: Record<OutputKind, number> = {
  json: 262_144,
  form: 262_144,
  xml: 262_144,
  text: 262_144,
  url: 8_192,
  header: 4_096,
};

/** The maximum length of liquidjs' output in characters, while the values are still marked. */
export function getMaxMarkedLength(outputKind: OutputKind): number {
  return maxBytesByOutputKind[outputKind] * 8;
}

/** The result of the filter `json`: a value that is inserted as JSON in any position. Other filters see the JSON text. */
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
 * Marks a value in the output of the template engine. How to escape the value depends on the text around it, which is known only when
 * the whole template is rendered.
 */
export function markValue(value: unknown): string {
  const kind = value instanceof WholeValue ? "j" : "v";
  return `${open}${kind}${encodeURIComponent(new WholeValue(value).json)}${close}`;
}

/** Escapes the marked values in the rendered text and inserts them. Throws CannotRender. */
export function insertValues(rendered: string, outputKind: OutputKind): string {
  // Checked first, because a loop can make the output of liquidjs hundreds of megabytes long.
  if (rendered.length > getMaxMarkedLength(outputKind)) throw tooLongError(outputKind);
  const text = outputKind === "json" ? insertInJson(rendered) : insertInNonJson(rendered, outputKind);
  if (Buffer.byteLength(text) > maxBytesByOutputKind[outputKind]) throw tooLongError(outputKind);
  return text;
}

export function tooLongError(outputKind: OutputKind): CannotRender {
  const target = outputKind === "url" ? "URL" : outputKind === "header" ? "header's value" : "body";
  return new CannotRender(
    `The ${target} would be longer than ${maxBytesByOutputKind[outputKind].toLocaleString("en")} bytes. Shorten the template.`,
  );
}

function insertInNonJson(rendered: string, outputKind: Exclude<OutputKind, "json">): string {
  const isAllowedAt =
    outputKind === "xml" ? checkXmlPositions(rendered.replaceAll(markedValuePattern, "\uE000")) : null;
  let index = 0;
  return rendered.replaceAll(markedValuePattern, (_whole, kind: string, payload: string) => {
    if (isAllowedAt?.[index] === false) {
      throw new CannotRender(
        "In XML, a variable can be used only between tags or in a quoted attribute. Move the variable there.",
      );
    }
    index += 1;
    return escapeByOutputKind[outputKind](toText(kind, payload));
  });
}

/** A value as text; empty for null and for missing values. */
function toText(kind: string, payload: string): string {
  const json = decodeURIComponent(payload);
  if (kind === "j") return json;
  const value: unknown = parseJson(json);
  if (typeof value === "string") return value.toWellFormed();
  return value === null ? "" : typeof value === "object" ? json : String(value);
}

const escapeByOutputKind: Record<Exclude<OutputKind, "json">, (text: string) => string> = {
  form: encodeURIComponent,
  url: encodeURIComponent,
  text: (text) => text,
  // Percent-encodes all characters except printable ASCII, as UTF-8. Line breaks are encoded too.
  header: (text) => text.replace(/[^\x20-\x7e]+/g, encodeURIComponent),
  // XML 1.0, section 2.2: of the control characters below U+0020, only tab and line breaks are allowed, even when escaped; those
  // from U+007F are discouraged.
  xml: (text) =>
    text
      .replace(/[^\t\n\r\P{Cc}]|[\ufffe\uffff]/gu, "")
      .replace(/[&<>"'\r]/g, (character) => `&#${character.charCodeAt(0)};`),
};

/**
 * Inserts the values into JSON: inside a JSON string as a part of the string, elsewhere as a whole JSON value with its quotes. So the
 * data of an event can neither end a string nor add a member.
 */
function insertInJson(rendered: string): string {
  let inString = false;
  let escaped = false;
  const parts = rendered.split(markedValuePattern);
  const text = parts
    .map((part, index) => {
      if (index % 3 === 1) return "";
      if (index % 3 === 2) {
        if (escaped) {
          throw new CannotRender(
            'A variable cannot be placed right after a backslash. Write "\\\\" for a backslash.',
          );
        }
        const kind = parts[index - 1] ?? "v";
        return inString ? JSON.stringify(toText(kind, part)).slice(1, -1) : decodeURIComponent(part);
      }
      for (const character of part) {
        if (escaped) escaped = false;
        else if (inString && character === "\\") escaped = true;
        else if (character === '"') inString = !inString;
      }
      return part;
    })
    .join("");
  try {
    JSON.parse(text);
  } catch (error) {
    throw new CannotRender(`The output is not JSON: ${(error as Error).message}`);
  }
  return text;
}
