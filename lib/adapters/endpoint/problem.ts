/** One wrong field of a request, where the caller can find it. */
export interface FieldProblem {
  /** The path of the field, such as "triggers.0.condition". */
  field: string;
  code: string;
  message: string;
}

/** An error answer (RFC 9457), with a stable `code` and what to do in `detail`. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    detail: string,
    readonly extra: { errors?: FieldProblem[]; headers?: Record<string, string> } = {},
  ) {
    super(detail);
    this.name = "Problem";
  }
}

const titles: Record<number, string> = {
  400: "The request has something wrong",
  401: "Who is asking?",
  403: "This key may not do that",
  404: "Not found",
  405: "Method not allowed",
  409: "Conflict",
  413: "Too large",
  415: "Unsupported media type",
  422: "Not possible",
  429: "Too many requests",
  500: "A fault of ours",
  503: "Not available right now",
};

/** A problem as a response. `requestId` names the request in our log. */
export function problemResponse(problem: Problem, requestId: string): Response {
  const { status, code, message: detail, extra } = problem;
  const body = { type: "about:blank", title: titles[status] ?? "Error", status, code, detail, requestId };
  return new Response(JSON.stringify(extra.errors ? { ...body, errors: extra.errors } : body), {
    status,
    headers: { "Content-Type": "application/problem+json", "Cache-Control": "no-store", ...extra.headers },
  });
}

export function notFound(what: string): Problem {
  return new Problem(404, "not_found", `There is no ${what}.`);
}
