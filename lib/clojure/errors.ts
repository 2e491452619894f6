/** A place in the text of a formula; line and column start at 1. */
export interface Position {
  line: number;
  column: number;
}

/**
 * The kinds of errors. "syntax", "unsupported" and "unknown-name" are usually found before a formula runs; "steps" and "limit" usually
 * depend on the size of the event, and the others on its values.
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

/** The error of a formula that cannot be read or cannot be evaluated on an event. The message is for the author of the formula. */
export class ClojureError extends Error {
  /** @param position the place of the error; null until the call that failed adds its own (locateError). */
  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly position: Position | null = null,
  ) {
    super(message);
    this.name = "ClojureError";
  }
}

/** Adds the position and the function name of the call that failed to an error. An error that already has a position is unchanged. */
export function locateError(error: unknown, position: Position, functionName: string | null): unknown {
  if (!(error instanceof ClojureError) || error.position !== null) return error;
  const message = functionName === null ? error.message : `${functionName}: ${error.message}`;
  return new ClojureError(error.code, message, position);
}
