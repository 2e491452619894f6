import { ClojureMap, ClojureSet, entriesOf } from "./collections";
import { ClojureError, type ErrorCode, type Position } from "./errors";
import { Seq, Vector } from "./sequences";
import { ClojureSymbol, type Value } from "./values";

/** A part of a formula's text: what the reader returns and the compiler takes. */
export type Form = LiteralForm | SymbolForm | CollectionForm;

export interface LiteralForm {
  kind: "literal";
  value: Value;
  position: Position;
}

export interface SymbolForm {
  kind: "symbol";
  name: string;
  position: Position;
}

export interface CollectionForm {
  kind: "list" | "vector" | "map" | "set";
  items: readonly Form[];
  position: Position;
}

export function makeSymbol(name: string, position: Position): SymbolForm {
  return { kind: "symbol", name, position };
}

export function makeList(items: readonly Form[], position: Position): CollectionForm {
  return { kind: "list", items, position };
}

/** The error of a form, with its position. */
export function formError(form: Form, message: string, code: ErrorCode = "syntax"): ClojureError {
  return new ClojureError(code, message, form.position);
}

/** Splits the items of a map, or of another form, into pairs. A last item without a partner is left out. */
export function pairsOf(items: readonly Form[]): [Form, Form][] {
  const pairs: [Form, Form][] = [];
  for (let index = 0; index + 1 < items.length; index += 2)
    pairs.push([items[index] as Form, items[index + 1] as Form]);
  return pairs;
}

/**
 * Makes a collection from the items of its literal, which for a map are its keys and values in turn.
 *
 * @throws ClojureError "syntax" if a map has the same key twice, or a set the same item
 */
export function makeCollection(kind: CollectionForm["kind"], items: readonly Value[]): Value {
  switch (kind) {
    case "list":
      return Seq.of(items);
    case "vector":
      return new Vector(items);
    case "set":
      return rejectDuplicates(ClojureSet.of(items), items.length);
    case "map":
      return rejectDuplicates(ClojureMap.of(entriesOf(items)), items.length / 2);
  }
}

function rejectDuplicates(collection: ClojureMap | ClojureSet, count: number): Value {
  if (collection.size === count) return collection;
  throw duplicateKeyError(collection.typeName);
}

/** The error of a map with the same key twice, such as {:a 1 :a 2}, or of a set with the same item twice. */
export function duplicateKeyError(kind: CollectionForm["kind"]): ClojureError {
  return new ClojureError("syntax", `The ${kind} has the same ${kind === "map" ? "key" : "item"} twice.`);
}

/** The value of a quoted form: '(1 a) is a list of a number and a symbol. */
export function quoteForm(form: Form): Value {
  if (form.kind === "literal") return form.value;
  return form.kind === "symbol"
    ? new ClojureSymbol(form.name)
    : makeCollection(form.kind, form.items.map(quoteForm));
}
