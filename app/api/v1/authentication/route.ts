import { jsonResponse } from "@/lib/adapters/endpoint/responses";
import { toSignedIn } from "@/lib/adapters/fineract/authenticate";
import { fineractCalls } from "@/lib/adapters/fineract/calls";
import { hookEndpoint } from "@/lib/adapters/fineract/endpoint";

export const POST = hookEndpoint(fineractCalls.signInToFineract, async ({ scope, query, body }) =>
  jsonResponse(200, toSignedIn(scope, { query, body })),
);
