import { toDoubleString } from "../../dialects/fineract/gson-values";
import { spend } from "../../evaluation/steps";
import { maxEventBytes } from "../../events/schema";
import { readJavaValue } from "./java-text";
import { CannotMap } from "./source-system";

/** Fields that are always texts, even if a text looks like a number. */
const textFields = new Set([
  "entityName",
  "actionName",
  "createdByName",
  "createdByFullName",
  "timestamp",
  "status",
]);
/** A longer name is not split into parts, so that its parts cannot nest without a limit. */
const maxParts = 64;

/**
 * Converts the fields of a form of Fineract to the body that the same hook sends as JSON, as well as a form allows: the types of texts are
 * lost. Fineract sends each nested object as the text of a Java map, and every number as a double (1.0). Embarc's documentation has one
 * field for each value instead, such as request.firstname=Alice, and plain numbers (1). Spends steps of the running allowance. Throws
 * CannotMap if texts of Java maps are longer than an event may be.
 */
export function readFineractForm(fields: Record<string, unknown>): Record<string, unknown> {
  const entries = Object.entries(fields).map(([name, text]) => [name, String(text)] as const);
  const isDotted = entries.some(([name]) => /^(request|response)\./.test(name));
  const length = entries.reduce((sum, [, text]) => sum + text.length, 0);
  if (!isDotted && length > maxEventBytes) {
    throw new CannotMap(
      `The form has more than ${maxEventBytes / 1024} KiB of text, which is more than an event can have. Set up the system to send JSON, or less data.`,
    );
  }
  const readValue = isDotted ? readPlainValue : (text: string) => readJavaValue(text, readJavaScalar);
  const values = entries.map(([name, text]): Field => {
    const path = isDotted ? name.split(".", maxParts + 1) : [name];
    spend(path.length);
    return [path.length > maxParts ? [name] : path, textFields.has(name) ? text : readValue(text)];
  });
  return spend(0) ? Object.fromEntries(nestFields(values)) : {};
}

type Field = [path: string[], value: unknown];

/** Joins the fields whose paths start with the same name: request.a and request.b are in one object. */
function nestFields(fields: readonly Field[]): [name: string, value: unknown][] {
  const groups = new Map<string, Field[]>();
  for (const [[name = "", ...rest], value] of fields) {
    const group = groups.get(name) ?? [];
    group.push([rest, value]);
    groups.set(name, group);
  }
  return [...groups].map(([name, group]) => {
    const inner = group.filter(([path]) => path.length > 0);
    if (inner.length === 0) return [name, group.at(-1)?.[1]];
    const entries = nestFields(inner);
    const isList = entries.every(([key], index) => key === String(index));
    return [name, isList ? entries.map(([, value]) => value) : Object.fromEntries(entries)];
  });
}

/** A text as Java prints it: only a double has a fraction, so "12" was a text. */
function readJavaScalar(text: string): unknown {
  if (text === "true" || text === "false") return text === "true";
  const number = Number(text);
  return toDoubleString(number) === text ? number : text;
}

/** A text of a form with one field for each value, where the number 12 and the text "12" look the same: it is read as a number. */
function readPlainValue(text: string): unknown {
  if (text === "true" || text === "false") return text === "true";
  const number = Number(text);
  return /^-?\d[\d.]*$/.test(text) && String(number) === text ? number : text;
}
