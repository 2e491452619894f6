import { json } from "@/lib/adapters/api/endpoint";
import { fineractCalls } from "@/lib/adapters/fineract/calls";
import { hookEndpoint } from "@/lib/adapters/fineract/endpoint";
import { scopeOfCredentials, signedIn } from "@/lib/adapters/fineract/sign-in";

export const POST = hookEndpoint(
  fineractCalls.signInToFineract,
  async ({ scope, query, body }) => json(200, signedIn(scope, { ...query, ...body })),
  ({ request, query, body }) => scopeOfCredentials(request, { ...query, ...body }),
);
