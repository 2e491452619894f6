import { type CallInput, endpoint, type RouteHandler } from "../api/endpoint";
import type { Call } from "../endpoint/call";
import { loanproError } from "./error-response";

/** Makes the route handler of a LoanPro call: like the native API's, but a rejection has the shape of LoanPro's own errors. */
export function loanproEndpoint<C extends Call>(
  call: C,
  handle: (asked: CallInput<C>) => Promise<Response>,
): RouteHandler {
  return endpoint(call, handle, { reject: loanproError, unknownQuery: "ignored" });
}
