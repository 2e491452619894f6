import { readInstant } from "./dates";
import { ClojureError, locateError, type Position } from "./errors";
import { type CollectionForm, type Form, makeList, makeSymbol } from "./forms";
import { PatternLiterals } from "./pattern-literals";
import { isNumberToken } from "./read-number";
import { readCharacter, readSymbolicNumber, readToken, unescapeString } from "./read-token";

/** The maximum depth of brackets in a formula. */
const maxNesting = 64;
/** The maximum number of arguments of a #(...), as in the JVM. */
const maxAnonymousArguments = 20;

const kindByBracket = { "(": "list", "[": "vector", "{": "map" } as const;
const closingBracket = { "(": ")", "[": "]", "{": "}" } as const;
type Bracket = keyof typeof closingBracket;

/** What a prefix stands for: 'a is (quote a). */
const nameByPrefix: ReadonlyMap<string, string> = new Map([
  ["'", "quote"],
  ["`", "syntax-quote"],
  ["~@", "unquote-splicing"],
  ["~", "unquote"],
]);
const blankPattern = /(?:[ \t\n\r\f\v,]|;[^\n]*)+/y;
const tokenPattern = /[^ \t\n\r\f\v,"();[\]{}`~@^\\]+/y;
const characterPattern = /\\.[^ \t\n\r\f\v,"();[\]{}`~@^\\]*/sy;
const stringPattern = /"((?:[^"\\]|\\.)*)"/sy;
const thousandsPattern = /,\d{3}(?!\d)/y;

/** Text that Clojure accepts but that its author may not have meant. */
export interface ReadWarning {
  message: string;
  position: Position;
}

/**
 * Reads the only form of a formula's text, as Clojure's reader does.
 *
 * @throws ClojureError with a position: "syntax" if the text is not exactly one form, "unsupported" for parts of Clojure that formulas
 * do not have
 */
export function readForm(text: string): {
  form: Form;
  warnings: readonly ReadWarning[];
  /** Returns the text of a form that was read, as its author wrote it. */
  textOf: (form: Form) => string;
} {
  const reader = new Reader(text);
  return { form: reader.readWhole(), warnings: reader.warnings, textOf: (form) => reader.textOf(form) };
}

class Reader {
  readonly warnings: ReadWarning[] = [];
  private index = 0;
  private nesting = 0;
  private readonly patterns = new PatternLiterals();
  /** The arguments that the body of the current #(...) uses: up to %`count`, and perhaps %&. Null outside of #(...). */
  private anonymous: { count: number; hasRest: boolean } | null = null;
  private readonly lineStarts: readonly number[];
  private readonly textByForm = new WeakMap<Form, string>();

  constructor(private readonly text: string) {
    this.lineStarts = [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)];
  }

  readWhole(): Form {
    this.skipBlanks();
    if (this.isAtEnd()) throw new ClojureError("syntax", "The formula is empty.", this.position());
    const form = this.readForm();
    this.skipBlanks();
    if (this.isAtEnd()) return form;
    const message = /[)\]}]/.test(this.peek())
      ? `There is no opening bracket for this ${this.peek()}.`
      : "A formula is one expression, but more text follows. Write operators first: (and (> a 1) (< b 2)).";
    throw new ClojureError("syntax", message, this.position());
  }

  textOf(form: Form): string {
    return this.textByForm.get(form) ?? "";
  }

  private isAtEnd(): boolean {
    return this.index >= this.text.length;
  }

  private peek(): string {
    return this.text.charAt(this.index);
  }

  private position(): Position {
    const line = this.lineStarts.findLastIndex((start) => start <= this.index);
    return { line: line + 1, column: this.index - (this.lineStarts[line] ?? 0) + 1 };
  }

  /** Advances past the match of a sticky pattern at the current index. Null if the text there does not match. */
  private take(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.index;
    const match = pattern.exec(this.text);
    if (match) this.index = pattern.lastIndex;
    return match;
  }

  private takeText(text: string): boolean {
    if (!this.text.startsWith(text, this.index)) return false;
    this.index += text.length;
    return true;
  }

  /** Skips whitespace, commas, comments and discarded forms. */
  private skipBlanks(): void {
    this.take(blankPattern);
    while (this.takeText("#_")) {
      this.readForm();
      this.take(blankPattern);
    }
  }

  private readForm(): Form {
    this.skipBlanks();
    const start = this.index;
    const position = this.position();
    if (this.isAtEnd()) throw new ClojureError("syntax", "The formula ends too early.", position);
    this.nesting += 1;
    if (this.nesting > maxNesting)
      throw new ClojureError("limit", `Brackets can be nested at most ${maxNesting} levels deep.`, position);
    try {
      const form = this.readFormAt(position);
      this.textByForm.set(form, this.text.slice(start, this.index));
      this.nesting -= 1;
      return form;
    } catch (error) {
      throw locateError(error, position, null);
    }
  }

  private readFormAt(position: Position): Form {
    const character = this.peek();
    switch (character) {
      case "(":
      case "[":
      case "{": {
        this.index += 1;
        const items = this.readItems(character, position);
        if (character === "{" && items.length % 2 === 1)
          throw new ClojureError("syntax", "A map must have a value for each key.");
        return { kind: kindByBracket[character], items, position };
      }
      case ")":
      case "]":
      case "}":
        throw new ClojureError("syntax", `There is no opening bracket for this ${character}.`);
      case '"':
        return { kind: "literal", value: unescapeString(this.takeString()), position };
      case "\\": {
        const [token = "\\"] = this.take(characterPattern) ?? [];
        return { kind: "literal", value: readCharacter(token.slice(1)), position };
      }
      case "#":
        this.index += 1;
        return this.readDispatch(position);
      case "@":
        throw new ClojureError("unsupported", "References (@) are not available in formulas.");
      case "^":
        throw new ClojureError("unsupported", "Metadata (^) is not available in formulas.");
    }
    for (const [prefix, name] of nameByPrefix)
      if (this.takeText(prefix)) return makeList([makeSymbol(name, position), this.readForm()], position);
    return this.readTokenAt(position);
  }

  private readItems(bracket: Bracket, start: Position): Form[] {
    const items: Form[] = [];
    const closing = closingBracket[bracket];
    while (true) {
      this.skipBlanks();
      if (this.isAtEnd()) throw new ClojureError("syntax", `This ${bracket} is not closed.`, start);
      if (this.takeText(closing)) break;
      if (/[)\]}]/.test(this.peek())) {
        const opened = `the ${bracket} in line ${start.line}, column ${start.column}`;
        const message = `Expected ${closing} to close ${opened}, but found ${this.peek()}.`;
        throw new ClojureError("syntax", message, this.position());
      }
      items.push(this.readForm());
    }
    return items;
  }

  /** The content of a string literal, with its escapes. */
  private takeString(): string {
    const match = this.take(stringPattern);
    if (match) return match[1] ?? "";
    throw new ClojureError("syntax", 'This string is not closed: its closing quote (") is missing.');
  }

  private readTokenAt(position: Position): Form {
    const [token = ""] = this.take(tokenPattern) ?? [];
    const [, argument] = /^%(\d*|&)$/.exec(token) ?? [];
    if (this.anonymous && argument !== undefined) return this.readArgument(argument || "1", position);
    const form = readToken(token, position);
    if (isNumberToken(token) && this.take(thousandsPattern)) {
      this.index -= 4;
      const message = `A comma is a space in Clojure: ${token}${this.text.slice(this.index, this.index + 4)} is two numbers.`;
      this.warnings.push({ message, position });
    }
    return form;
  }

  private readArgument(name: string, position: Position): Form {
    const used = this.anonymous ?? { count: 0, hasRest: false };
    if (name === "&") used.hasRest = true;
    else used.count = Math.max(used.count, Number(name));
    if (used.count > maxAnonymousArguments || name === "0")
      throw new ClojureError("syntax", `%${name} is not an argument. Use %1 to %${maxAnonymousArguments}.`);
    return makeSymbol(`%${name}`, position);
  }

  /** Reads the rest of a form that begins with #, after that character. */
  private readDispatch(position: Position): Form {
    if (this.takeText("(")) return this.readAnonymousFunction(position);
    if (this.takeText("{")) return { kind: "set", items: this.readItems("{", position), position };
    if (this.peek() === '"')
      return { kind: "literal", value: this.patterns.compile(this.takeString()), position };
    if (this.takeText("#")) {
      const [token = ""] = this.take(tokenPattern) ?? [];
      return { kind: "literal", value: readSymbolicNumber(token), position };
    }
    const [token = this.peek()] = this.take(tokenPattern) ?? [];
    this.skipBlanks();
    if (token === "inst" && this.peek() === '"')
      return { kind: "literal", value: readInstant(this.takeString()), position };
    throw new ClojureError("unsupported", `#${token} is not available in formulas.`);
  }

  private readAnonymousFunction(position: Position): CollectionForm {
    if (this.anonymous)
      throw new ClojureError("syntax", "A #(...) cannot contain another one. Use (fn [x] ...).");
    const used = { count: 0, hasRest: false };
    this.anonymous = used;
    const body = makeList(this.readItems("(", position), position);
    this.anonymous = null;
    const names = Array.from({ length: used.count }, (_, index) => `%${index + 1}`);
    const parameters = [...names, ...(used.hasRest ? ["&", "%&"] : [])].map((name) =>
      makeSymbol(name, position),
    );
    return makeList(
      [makeSymbol("fn*", position), { kind: "vector", items: parameters, position }, body],
      position,
    );
  }
}
