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

  /** JSON.stringify has no way to write digits as they are in Node 20, so it must not try. */
  toJSON(): never {
    throw new NeedsWriteJson("A JsonNumber is written by writeJson.");
  }
}

/** A value that holds a JsonNumber was given to JSON.stringify. */
export class NeedsWriteJson extends TypeError {}
