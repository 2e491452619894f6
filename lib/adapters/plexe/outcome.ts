/** The result of a call: the body of its response, if it has one. */
export interface Outcome {
  body?: unknown;
  /** What the client has to know of a change. Sent in a header, since the response has no body. */
  warnings?: string[];
}
