import type { ApiResponse } from "./http-messages";

/** An invalid field of a request. */
export interface InvalidField {
  /** The path of the field, such as "triggers.0.condition". */
  field: string;
  code: string;
  message: string;
}

/** An error response (RFC 9457). `code` is stable; `detail` says what is wrong and what to send instead. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    detail: string,
    readonly extra: { errors?: InvalidField[]; headers?: Record<string, string> } = {},
  ) {
    super(detail);
    this.name = "Problem";
  }
}

/** The reason phrases of RFC 9110 (429: RFC 6585), in sentence case. */
const titleByStatus: Record<number, string> = {
  400: "Bad request",
  401: "Unauthorized",
  403: "Forbidden",
  404: "Not found",
  405: "Method not allowed",
  409: "Conflict",
  410: "Gone",
  413: "Content too large",
  415: "Unsupported media type",
  422: "Unprocessable content",
  429: "Too many requests",
  500: "Internal server error",
  503: "Service unavailable",
};

/** `requestId` identifies the request in the log. */
export function problemResponse(problem: Problem, requestId: string): ApiResponse {
  const { status, code, message: detail, extra } = problem;
  const body = {
    type: "about:blank",
    title: titleByStatus[status] ?? "Error",
    status,
    code,
    detail,
    requestId,
  };
  return {
    status,
    headers: { "Content-Type": "application/problem+json", "Cache-Control": "no-store", ...extra.headers },
    body: JSON.stringify(extra.errors ? { ...body, errors: extra.errors } : body),
  };
}

export function notFound(what: string): Problem {
  return new Problem(404, "not_found", `There is no ${what}.`);
}
