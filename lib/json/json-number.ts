import { standIn } from "./write-json";

/**
 * A number of a JSON text whose digits a JavaScript number would change, such as 120.50, 9007199254740993 or 1e-400. It is
 * never computed with: whoever computes takes its text to a decimal.
 */
export class JsonNumber {
  /** @param text as RFC 8259, section 6, writes a number. */
  constructor(readonly text: string) {}

  toString(): string {
    return this.text;
  }

  /**
   * What JSON.stringify asks for. It cannot write digits as they are (JSON.rawJSON needs Node 21), so only writeJson can
   * write a JsonNumber; anywhere else this throws, rather than change a number silently.
   */
  toJSON(): string {
    return standIn(this.text);
  }
}
