import type { Call } from "../api/call";
import { type Asked, endpoint, json, type RouteHandler } from "../api/endpoint";
import type { LoanproError } from "./schema";

/**
 * Makes the route handler of a LoanPro call: like the native API's, but a refusal has the shape of LoanPro's own
 * errors, {"error": {"message", "type", "code"}} (inferred: its page shows no answer of this call).
 */
export function loanproEndpoint<C extends Call>(
  call: C,
  handle: (asked: Asked<C>) => Promise<Response>,
): RouteHandler {
  const native = endpoint(call, handle);
  return async (request, context) => {
    const answer = await native(request, context);
    if (answer.ok) return answer;
    const { detail, code } = (await answer.json()) as { detail: string; code: string };
    const headers = Object.fromEntries(answer.headers);
    for (const name of ["content-type", "content-length"]) delete headers[name];
    const body: LoanproError = { error: { message: detail, type: code, code: answer.status } };
    return json(answer.status, body, headers);
  };
}
