import { jsonResponse } from "@/lib/adapters/endpoint/responses";
import { toAuthenticatedUser } from "@/lib/adapters/fineract/authenticate";
import { fineractCalls } from "@/lib/adapters/fineract/calls";
import { hookEndpoint } from "@/lib/adapters/fineract/endpoint";

export const POST = hookEndpoint(fineractCalls.signInToFineract, async ({ scope, query, body }) =>
  jsonResponse(200, toAuthenticatedUser(scope, { query, body })),
);
