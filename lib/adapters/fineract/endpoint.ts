import type { Call } from "../endpoint/call";
import { type CallInput, type Conventions, createEndpoint } from "../endpoint/endpoint";
import type { ApiResponse } from "../endpoint/http-messages";
import { makeQueryAndBodyReader } from "../endpoint/read-fields";
import { type RouteHandler, toRoute } from "../endpoint/to-route";
import { readFineractTenantId, toBasicAuthorization, toBearerAuthorization } from "./authenticate";
import { failedSignIn, unauthenticated } from "./fineract-error";
import { invalidParametersError } from "./invalid-parameters";
import { toFineractError } from "./to-fineract-error";

export const fineractConventions: Conventions = {
  precheck: readFineractTenantId,
  authorization: (request, fields) =>
    toBearerAuthorization(fields ? toBasicAuthorization(fields) : request.headers.get("authorization")),
  unauthenticated,
  readFields: makeQueryAndBodyReader("ignored", invalidParametersError),
  errorResponse: (problem, requestId) => toFineractError(problem).toResponse(requestId),
};

/** The route handler of one call of Fineract's hooks API. */
export function hookEndpoint<C extends Call>(
  call: C,
  handle: (input: CallInput<C>) => Promise<ApiResponse>,
): RouteHandler {
  const conventions =
    call.keyIn === "body" ? { ...fineractConventions, unauthenticated: failedSignIn } : fineractConventions;
  return toRoute(createEndpoint(call, handle, conventions));
}
