import { nativeConventions } from "../api/endpoint";
import type { Call } from "../endpoint/call";
import { type CallInput, createEndpoint } from "../endpoint/endpoint";
import type { ApiResponse } from "../endpoint/http-messages";
import type { Problem } from "../endpoint/problem";
import { makeQueryAndBodyReader } from "../endpoint/read-fields";
import { jsonResponse } from "../endpoint/responses";
import { type RouteHandler, toRoute } from "../endpoint/to-route";
import type { LoanproError } from "./schema";

/** An error response in LoanPro's shape, which is inferred: LoanPro's page shows no response of the retry call. */
export function loanproErrorResponse(
  { status, code, message, extra }: Problem,
  requestId: string,
): ApiResponse {
  const body: LoanproError = { error: { message, type: code, code: status } };
  return jsonResponse(status, body, { "X-Request-Id": requestId, ...extra.headers });
}

/** Like the native API, but unknown query parameters are ignored and errors have LoanPro's shape. */
export function loanproEndpoint<C extends Call>(
  call: C,
  handle: (input: CallInput<C>) => Promise<ApiResponse>,
): RouteHandler {
  const readFields = makeQueryAndBodyReader("ignored");
  const conventions = { ...nativeConventions, readFields, errorResponse: loanproErrorResponse };
  return toRoute(createEndpoint(call, handle, conventions));
}
