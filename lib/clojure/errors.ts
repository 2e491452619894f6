/** A place in the text of a formula; line and column start at 1. */
export interface Position {
  line: number;
  column: number;
}

/**
 * The kinds of errors. "syntax", "unsupported" and "unknown-name" are found before a formula runs, "steps" and "limit" depend on the
 * size of the event, and the others on its values.
 */
export type ErrorCode =
  | "syntax"
  | "unsupported"
  | "unknown-name"
  | "arity"
  | "type"
  | "arithmetic"
  | "index"
  | "no-match"
  | "limit"
  | "steps";

/** The error of a formula that cannot be read, or that has no value for an event. The message is for the author of the formula. */
export class ClojureError extends Error {
  /** @param position the place of the error; null until a call adds its own (locateError). */
  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly position: Position | null = null,
  ) {
    super(message);
    this.name = "ClojureError";
  }
}

/** Returns the error with the place and the function of the call that failed. An error of an inner call keeps its own place. */
export function locateError(error: unknown, position: Position, functionName: string | null): unknown {
  if (!(error instanceof ClojureError) || error.position !== null) return error;
  const message = functionName === null ? error.message : `${functionName}: ${error.message}`;
  return new ClojureError(error.code, message, position);
}
