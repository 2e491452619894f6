import { ClojureError } from "./errors";
import { expandedLength, maxProgramSize, Pattern } from "./pattern";

/** What compiling a regular expression costs in addition to its size. */
const sizeOfEmptyPattern = 20;

/** Compiles the regular expressions that a formula contains, as long as they are not too large in sum: they are compiled before any step. */
export class PatternLiterals {
  #size = 0;

  /** @throws ClojureError "limit" if this expression, or all of them together, are too large */
  compile(text: string): Pattern {
    const size = expandedLength(text);
    this.#size += sizeOfEmptyPattern + size;
    // A pattern that is too large by itself gets its own message.
    if (size <= maxProgramSize && this.#size > maxProgramSize + sizeOfEmptyPattern)
      throw new ClojureError(
        "limit",
        "The regular expressions of the formula are too large in sum. Use fewer of them, or smaller repetitions.",
      );
    return new Pattern(text);
  }
}
