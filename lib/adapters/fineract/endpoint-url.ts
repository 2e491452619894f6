import { env } from "../../env";

/** Where receivers find this API, as X-Fineract-Endpoint says it: the portal's address, else the one that was called. */
export function endpointOf(request: Request): string {
  return new URL("/fineract-provider/api/v1/", env().NEXTAUTH_URL ?? request.url).href;
}
