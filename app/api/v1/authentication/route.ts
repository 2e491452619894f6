import { json } from "@/lib/adapters/endpoint/responses";
import { signedIn } from "@/lib/adapters/fineract/authenticate";
import { fineractCalls } from "@/lib/adapters/fineract/calls";
import { hookEndpoint } from "@/lib/adapters/fineract/endpoint";

export const POST = hookEndpoint(fineractCalls.signInToFineract, async ({ scope, query, body }) =>
  json(200, signedIn(scope, { query, body })),
);
