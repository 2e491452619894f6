import { ClojureMap, ClojureSet } from "../collections";
import { isInteger, isNumber } from "../numbers";
import { isSeqable, Seq, Vector } from "../sequences";
import {
  BigDecimal,
  Char,
  ClojureSymbol,
  Fn,
  fixed,
  Instant,
  isTruthy,
  Keyword,
  Ratio,
  type Value,
} from "../values";

const isCollection = (value: Value) => isSeqable(value) && value !== null && typeof value !== "string";
const isDouble = (value: Value) => typeof value === "number";
const isKeyword = (value: Value) => value instanceof Keyword;

/** Tests of what a value is. They accept every value and never throw. */
const tests: readonly [name: string, test: (value: Value) => boolean][] = [
  ["nil?", (value) => value === null],
  ["some?", (value) => value !== null],
  ["any?", () => true],
  ["not", (value) => !isTruthy(value)],
  ["true?", (value) => value === true],
  ["false?", (value) => value === false],
  ["boolean?", (value) => typeof value === "boolean"],
  ["number?", isNumber],
  ["integer?", isInteger],
  ["int?", (value) => typeof value === "bigint"],
  ["pos-int?", (value) => typeof value === "bigint" && value > 0n],
  ["neg-int?", (value) => typeof value === "bigint" && value < 0n],
  ["nat-int?", (value) => typeof value === "bigint" && value >= 0n],
  ["float?", isDouble],
  ["double?", isDouble],
  ["decimal?", (value) => value instanceof BigDecimal],
  ["ratio?", (value) => value instanceof Ratio],
  ["rational?", (value) => isNumber(value) && typeof value !== "number"],
  ["string?", (value) => typeof value === "string"],
  ["char?", (value) => value instanceof Char],
  ["keyword?", isKeyword],
  ["symbol?", (value) => value instanceof ClojureSymbol],
  ["inst?", (value) => value instanceof Instant],
  ["fn?", (value) => value instanceof Fn],
  [
    "ifn?",
    (value) => value instanceof Fn || isKeyword(value) || value instanceof ClojureSymbol || isLookup(value),
  ],
  ["coll?", isCollection],
  ["seqable?", isSeqable],
  ["seq?", (value) => value instanceof Seq],
  ["list?", (value) => value instanceof Seq && value.kind === "list"],
  ["vector?", (value) => value instanceof Vector],
  ["map?", (value) => value instanceof ClojureMap],
  ["set?", (value) => value instanceof ClojureSet],
  ["sequential?", (value) => value instanceof Vector || value instanceof Seq],
  ["associative?", (value) => value instanceof Vector || value instanceof ClojureMap],
];

function isLookup(value: Value): boolean {
  return value instanceof ClojureMap || value instanceof ClojureSet || value instanceof Vector;
}

export const predicates: readonly Fn[] = tests.map(([name, test]) => fixed(name, 1, test));
