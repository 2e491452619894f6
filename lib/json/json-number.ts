import { makePlaceholder } from "./write-json";

/**
 * A number from a JSON text, for numbers whose digits a JavaScript number would change, such as 120.50, 9007199254740993 or 1e-400. For
 * calculations, convert it with makeDecimal (decimal.ts).
 */
export class JsonNumber {
  /** @param text a number as in RFC 8259, section 6. */
  constructor(readonly text: string) {}

  toString(): string {
    return this.text;
  }

  /**
   * JSON.stringify cannot write digits as they are (JSON.rawJSON needs Node 21), so only writeJson can write a JsonNumber.
   * Without writeJson this throws, so that no number is changed silently.
   */
  toJSON(): string {
    return makePlaceholder(this.text);
  }
}
