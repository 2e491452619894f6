import { addRateLimitHeaders } from "../../api-keys/rate-limit";
import { newId } from "../../ids";
import type { Scope } from "../../scope/scope";
import type { CallInput, RouteHandler } from "../api/endpoint";
import type { Call } from "../endpoint/call";
import { readJson } from "../endpoint/read-json";
import { readQuery } from "../endpoint/read-query";
import { asFineractError } from "./as-fineract-error";
import { authenticate, tenantOf } from "./authenticate";
import { parseOrReject } from "./parse";

const bodyMax = 64 * 1024;

type HookAsked<C extends Call> = CallInput<C> & { tenantId: string };

/**
 * Makes the route handler of one call of Fineract's hooks: who asks, which tenant, what is asked; then `handle` calls
 * its use case, and whatever is thrown becomes Fineract's error.
 * @param signIn by the body instead of the header, for the call that is for just that.
 */
export function hookEndpoint<C extends Call>(
  call: C,
  handle: (asked: HookAsked<C>) => Promise<Response>,
  signIn?: (asked: Omit<HookAsked<C>, "scope">) => Promise<Scope>,
): RouteHandler {
  return async (request, context) => {
    const requestId = newId();
    try {
      const tenantId = tenantOf(request);
      const known = signIn
        ? undefined
        : await authenticate(request, request.headers.get("authorization"), call.permission);
      const query = call.query && parseOrReject(call.query, readQuery(request, call.query, "ignored"));
      const given = call.body && (await readJson(request, bodyMax, call.emptyBody && {}));
      const body = call.body && parseOrReject(call.body, given);
      const asked = { params: await context.params, query, body, request, tenantId } as Omit<
        HookAsked<C>,
        "scope"
      >;
      const scope = known ?? (await signIn?.(asked));
      return addRateLimitHeaders(request, await handle({ ...asked, scope } as HookAsked<C>));
    } catch (error) {
      return addRateLimitHeaders(request, asFineractError(error, requestId).toResponse(requestId));
    }
  };
}
