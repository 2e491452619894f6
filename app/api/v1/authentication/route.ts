import { json } from "@/lib/api/endpoint";
import { fineractCalls } from "@/lib/fineract/calls";
import { hookEndpoint } from "@/lib/fineract/endpoint";
import { scopeOfCredentials, signedIn } from "@/lib/fineract/sign-in";

export const POST = hookEndpoint(
  fineractCalls.signInToFineract,
  async ({ scope, query, body }) => json(200, signedIn(scope, { ...query, ...body })),
  ({ request, query, body }) => scopeOfCredentials(request, { ...query, ...body }),
);
