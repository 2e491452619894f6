import type { z } from "zod";
import type { Scope } from "../../scope/scope";
import { nativeConventions } from "../api/endpoint";
import type { Call } from "../endpoint/call";
import { type Conventions, createEndpoint, type Endpoint, withErrorResponses } from "../endpoint/endpoint";
import type { ApiResponse } from "../endpoint/http-messages";
import { Problem } from "../endpoint/problem";
import { parseInput } from "../endpoint/read-fields";
import { jsonResponse } from "../endpoint/responses";
import { toRoute } from "../endpoint/to-route";
import { plexeCalls, warningHeader } from "./calls";
import { plexeErrorResponse } from "./error-response";
import { findOwner } from "./find-owner";
import { readFields } from "./read-fields";
import { getSubscription, listSubscribedEvents } from "./read-subscriptions";
import { registerSubscription } from "./register";
import type { OwnerInput } from "./schema";
import { generateSimulatedWebhook } from "./simulate";
import type { PlexeResult } from "./subscriptions";
import { unregisterSubscriptions } from "./unregister";
import { subscribeToAllEvents, updateWebhookUri } from "./update-uri-or-events";

/** Each field may come in the query or in the body. All fields are parsed by the call's schema `body` or, without one, by `query`. */
const conventions: Conventions = {
  ...nativeConventions,
  readFields: async (request, { query, body }) => {
    const fields = await readFields(request);
    return body
      ? { query: undefined, body: parseInput(body, fields) }
      : { query: query && parseInput(query, fields), body: undefined };
  },
  errorResponse: plexeErrorResponse,
};

interface Operation {
  call: Call;
  endpoint: Endpoint;
}

type PlexeFields<C extends Call> = C["body"] extends z.ZodType
  ? z.output<C["body"]>
  : C["query"] extends z.ZodType
    ? z.output<C["query"]>
    : never;

function operation<C extends Call>(
  call: C,
  run: (scope: Scope, partnerId: string, fields: PlexeFields<C>) => Promise<PlexeResult>,
): Operation {
  return {
    call,
    endpoint: createEndpoint(
      call,
      async ({ scope, query, body }) => {
        const fields = (body ?? query) as PlexeFields<C> & OwnerInput;
        return toResponse(await run(scope, await findOwner(scope, fields), fields));
      },
      conventions,
    ),
  };
}

const operations: Operation[] = [
  operation(plexeCalls.register, registerSubscription),
  operation(plexeCalls.unregister, unregisterSubscriptions),
  operation(plexeCalls.updateAll, subscribeToAllEvents),
  operation(plexeCalls.updateWebhookUri, updateWebhookUri),
  operation(plexeCalls.generateSimulatedWebhook, generateSimulatedWebhook),
  operation(plexeCalls.getRegisteredWebhooks, listSubscribedEvents),
  operation(plexeCalls.subscription, getSubscription),
];

/** The route handler of Plexe's partner API: the path names the operation, in any case. */
export const plexeEndpoint = toRoute(
  withErrorResponses(conventions, async (request, params) => {
    const { endpoint } = findOperation(request.method, params.operation ?? "");
    return endpoint(request, params);
  }),
);

function toResponse(outcome: PlexeResult): ApiResponse {
  if (outcome.body !== undefined) return jsonResponse(200, outcome.body);
  return { status: 200, headers: { "Cache-Control": "no-store", ...toWarningHeaders(outcome) }, body: null };
}

/** Lists the warnings in a header. It is printable ASCII, like all of Hookledger's headers. */
function toWarningHeaders({ warnings = [] }: PlexeResult): Record<string, string> {
  return warnings.length === 0 ? {} : { [warningHeader]: warnings.join(" ") };
}

function findOperation(method: string, name: string): Operation {
  const path = `/api/webhook/${name.toLowerCase()}`;
  const matching = operations.filter(({ call }) => call.path.toLowerCase() === path);
  const found = matching.find(({ call }) => call.method === (method === "HEAD" ? "GET" : method));
  if (found) return found;
  const [other] = matching;
  if (!other) throw new Problem(404, "not_found", `There is no operation ${name.slice(0, 100)}.`);
  const allowed = other.call.method === "GET" ? "GET, HEAD" : other.call.method;
  const detail = `${other.call.path} does not support ${method}. Use ${allowed}.`;
  throw new Problem(405, "method_not_allowed", detail, { headers: { Allow: allowed } });
}
