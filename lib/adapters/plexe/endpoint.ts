import type { z } from "zod";
import { addRateLimitHeaders } from "../../api-keys/rate-limit";
import { newId } from "../../ids";
import type { Scope } from "../../scope/scope";
import { asProblem, authenticate, json, type RouteHandler } from "../api/endpoint";
import { parseInput } from "../api/validate";
import type { Call } from "../endpoint/call";
import { Problem } from "../endpoint/problem";
import { plexeCalls, warningHeader } from "./calls";
import type { Outcome } from "./done";
import { plexeError } from "./error-response";
import { findOwner } from "./find-owner";
import { registeredWebhooks, subscription } from "./read";
import { readFields } from "./read-fields";
import { register } from "./register";
import {
  type OwnerInput,
  ownerSchema,
  simulatedWebhookSchema,
  subscriptionQuerySchema,
  subscriptionSchema,
  unregisterSchema,
  webhookUriSchema,
} from "./schema";
import { generateSimulatedWebhook } from "./simulate";
import { unregister } from "./unregister";
import { updateAll, updateWebhookUri } from "./update";

interface Operation {
  call: Call;
  run(scope: Scope, fields: unknown): Promise<Outcome>;
}

function operation<Input extends OwnerInput>(
  call: Call,
  schema: z.ZodType<Input>,
  run: (scope: Scope, partnerId: string, input: Input) => Promise<Outcome>,
): Operation {
  return {
    call,
    run: async (scope, fields) => {
      const input = parseInput(schema, fields);
      return run(scope, await findOwner(scope, input), input);
    },
  };
}

const operations: Operation[] = [
  operation(plexeCalls.register, subscriptionSchema, register),
  operation(plexeCalls.unregister, unregisterSchema, unregister),
  operation(plexeCalls.updateAll, ownerSchema, updateAll),
  operation(plexeCalls.updateWebhookUri, webhookUriSchema, updateWebhookUri),
  operation(plexeCalls.generateSimulatedWebhook, simulatedWebhookSchema, generateSimulatedWebhook),
  operation(plexeCalls.getRegisteredWebhooks, ownerSchema, registeredWebhooks),
  operation(plexeCalls.subscription, subscriptionQuerySchema, subscription),
];

/**
 * The route handler of Plexe's partner API: authenticates, reads the fields from wherever they are, runs the operation
 * that the path names in any case, and answers as ASP.NET Boilerplate does. `signal` is told what to wake up.
 */
export function plexeEndpoint(signal: (done: Outcome) => void): RouteHandler {
  return async (request, context) => {
    const requestId = newId();
    try {
      const { call, run } = find(request.method, (await context.params).operation ?? "");
      const scope = await authenticate(request, call);
      const done = await run(scope, await readFields(request));
      signal(done);
      return addRateLimitHeaders(request, answerOf(done));
    } catch (error) {
      return addRateLimitHeaders(request, plexeError(asProblem(error, requestId), requestId));
    }
  };
}

function answerOf(done: Outcome): Response {
  return done.body === undefined
    ? new Response(null, { status: 200, headers: { "Cache-Control": "no-store", ...warned(done) } })
    : json(200, done.body);
}

/** Plexe's answers to a change have no body; what there is to say goes beside it, in printable ASCII as all our headers. */
function warned({ warnings = [] }: Outcome): Record<string, string> {
  return warnings.length === 0 ? {} : { [warningHeader]: warnings.join(" ") };
}

function find(method: string, name: string): Operation {
  const path = `/api/webhook/${name.toLowerCase()}`;
  const named = operations.filter(({ call }) => call.path.toLowerCase() === path);
  const found = named.find(({ call }) => call.method === (method === "HEAD" ? "GET" : method));
  if (found) return found;
  const [other] = named;
  if (other) {
    const allowed = other.call.method === "GET" ? "GET, HEAD" : other.call.method;
    const detail = `Call ${other.call.path} by ${other.call.method}.`;
    throw new Problem(405, "method_not_allowed", detail, { headers: { Allow: allowed } });
  }
  throw new Problem(404, "not_found", `There is no operation ${name.slice(0, 100)} here.`);
}
