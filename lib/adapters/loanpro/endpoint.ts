import type { Call } from "../api/call";
import { type Asked, endpoint, type RouteHandler } from "../api/endpoint";
import { loanproError } from "./error-answer";

/** Makes the route handler of a LoanPro call: like the native API's, but a rejection has the shape of LoanPro's own errors. */
export function loanproEndpoint<C extends Call>(
  call: C,
  handle: (asked: Asked<C>) => Promise<Response>,
): RouteHandler {
  return endpoint(call, handle, { reject: loanproError, unknownQuery: "ignored" });
}
