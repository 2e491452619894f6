import type { Call, PublicCall } from "../endpoint/call";
import {
  type CallInput,
  type Conventions,
  createEndpoint,
  createPublicEndpoint,
  type PublicInput,
  withErrorResponses,
} from "../endpoint/endpoint";
import type { ApiResponse } from "../endpoint/http-messages";
import { notFound, Problem, problemResponse } from "../endpoint/problem";
import { makeQueryAndBodyReader } from "../endpoint/read-fields";
import { type RouteHandler, toRoute } from "../endpoint/to-route";

/** The conventions of the native API. An unknown query parameter is an error: a mistyped filter must not return everything. */
export const nativeConventions: Conventions = {
  authorization: (request) => request.headers.get("authorization"),
  unauthenticated: () => {
    const detail = "The API key is missing or invalid. Send a valid API key: Authorization: Bearer <key>.";
    return new Problem(401, "unauthenticated", detail, { headers: { "WWW-Authenticate": "Bearer" } });
  },
  readFields: makeQueryAndBodyReader("rejected"),
  errorResponse: problemResponse,
};

export function endpoint<C extends Call>(
  call: C,
  handle: (input: CallInput<C>) => Promise<ApiResponse>,
): RouteHandler {
  return toRoute(createEndpoint(call, handle, nativeConventions));
}

/** Public calls ignore unknown query parameters, since libraries add parameters, such as a cache buster for a JWKS URL. */
export function publicEndpoint<C extends PublicCall>(
  call: C,
  handle: (input: PublicInput<C>) => Promise<ApiResponse>,
): RouteHandler {
  const readFields = makeQueryAndBodyReader("ignored");
  return toRoute(createPublicEndpoint(call, handle, { ...nativeConventions, readFields }));
}

/** The 404 for a path and method that no call has. */
export const unknownCall: RouteHandler = toRoute(
  withErrorResponses(nativeConventions, async ({ method, url }) => {
    const path = new URL(url).pathname.slice(0, 200);
    throw notFound(`call ${method} ${path}. /api/v1/openapi.json lists every call`);
  }),
);
