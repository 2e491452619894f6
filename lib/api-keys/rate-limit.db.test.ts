import { beforeAll, expect, test } from "vitest";
import { useDatabase } from "@/testing/database";
import { fillCatalogue, scope } from "@/testing/ledger";
import { apiCalls } from "../adapters/api/calls";
import { endpoint } from "../adapters/api/endpoint";
import { jsonResponse } from "../adapters/endpoint/responses";
import type { RouteHandler } from "../adapters/endpoint/to-route";
import { fineractCalls } from "../adapters/fineract/calls";
import { hookEndpoint } from "../adapters/fineract/endpoint";
import { loanproCalls } from "../adapters/loanpro/calls";
import { loanproEndpoint } from "../adapters/loanpro/endpoint";
import { plexeEndpoint } from "../adapters/plexe/endpoint";
import { prisma } from "../db";
import { resetEnv } from "../env";
import { newId } from "../ids";
import { createApiKey } from "./create-api-key";

useDatabase();
const acme = newId();

beforeAll(async () => {
  process.env.HOOKLEDGER_PARTNER_REQUESTS_PER_SECOND = "3";
  resetEnv();
  await fillCatalogue();
  await prisma().partner.create({ data: { id: acme, name: "Acme" } });
});

async function createKey(partnerId: string | null): Promise<string> {
  const created = await createApiKey(scope, { name: newId(), scopes: ["all"], partnerId });
  if (!created.ok) throw new Error(JSON.stringify(created.errors));
  return created.token;
}

interface Adapter {
  handler: (...given: Parameters<RouteHandler>) => Promise<Response>;
  method: "GET" | "POST";
  params?: Record<string, string>;
  /** Puts the key into the request, for adapters that do not use a bearer token. */
  authenticate?: (key: string) => { headers?: Record<string, string>; body?: string };
  rejection: object;
}

const respondOk = async () => jsonResponse(200, {});
const fineractRejection = {
  httpStatusCode: "429",
  userMessageGlobalisationCode: "error.msg.too.many.requests",
};
const adapters: Record<string, Adapter> = {
  native: {
    handler: endpoint(apiCalls.listWebhooks, respondOk),
    method: "GET",
    rejection: { title: "Too many requests", status: 429, code: "rate_limited" },
  },
  Plexe: {
    handler: plexeEndpoint,
    method: "GET",
    params: { operation: "get-registered-webhooks" },
    rejection: {
      success: false,
      unAuthorizedRequest: false,
      error: { message: expect.stringMatching("3 requests") },
    },
  },
  Fineract: {
    handler: hookEndpoint(fineractCalls.listHooks, respondOk),
    method: "GET",
    authenticate: (key) => ({
      headers: { Authorization: `Basic ${Buffer.from(`mifos:${key}`).toString("base64")}` },
    }),
    rejection: fineractRejection,
  },
  "Fineract's sign-in": {
    handler: hookEndpoint(fineractCalls.signInToFineract, respondOk),
    method: "POST",
    authenticate: (key) => ({ body: JSON.stringify({ username: "mifos", password: key }) }),
    rejection: fineractRejection,
  },
  LoanPro: {
    handler: loanproEndpoint(loanproCalls.retryWebhook, respondOk),
    method: "POST",
    params: { traceId: newId(), attempt: "1" },
    rejection: { error: { type: "rate_limited", code: 429, message: expect.stringMatching("3 requests") } },
  },
};

/** Sends requests concurrently. They share the look-up of the key, so they are counted at the same moment. */
async function sendBurst(
  { handler, method, params = {}, authenticate }: Adapter,
  key: string,
  count: number,
) {
  const init = authenticate?.(key) ?? { headers: { Authorization: `Bearer ${key}` } };
  return Promise.all(
    Array.from({ length: count }, () =>
      handler(new Request("http://hookledger/x", { method, ...init }), { params: Promise.resolve(params) }),
    ),
  );
}

test.each(Object.entries(adapters))(
  "%s rejects requests above the rate limit of a partner's key, in the adapter's own error format",
  async (_, adapter) => {
    const responses = await sendBurst(adapter, await createKey(acme), 8);
    const rejected = responses.filter(({ status }) => status === 429);
    expect(responses.filter(({ status }) => status === 200)).toHaveLength(3);
    expect(rejected).toHaveLength(5);
    expect(await rejected[0]?.json()).toMatchObject(adapter.rejection);
    expect(rejected[0]?.headers.get("Retry-After")).toBe("1");
    expect(rejected[0]?.headers.get("RateLimit")).toBe('"partner-key";r=0;t=1');
    const remaining = responses.map(({ headers }) => headers.get("RateLimit")?.split(";")[1]);
    expect(remaining.slice(0, 3).sort()).toEqual(["r=0", "r=1", "r=2"]);
    for (const { headers } of responses)
      expect(headers.get("RateLimit-Policy")).toBe('"partner-key";q=3;w=1');
  },
);

test("each key's requests are counted separately, and the lender's keys have no limit", async () => {
  const native = adapters.native as Adapter;
  const [firstKey, secondKey, lenderKey] = [
    await createKey(acme),
    await createKey(acme),
    await createKey(null),
  ];
  await sendBurst(native, firstKey, 4);
  expect((await sendBurst(native, secondKey, 3)).map(({ status }) => status)).toEqual([200, 200, 200]);
  const answers = await sendBurst(native, lenderKey, 20);
  for (const { status, headers } of answers) {
    expect([status, headers.get("RateLimit"), headers.get("RateLimit-Policy")]).toEqual([200, null, null]);
  }
});

test("a request that is rejected as invalid also counts towards the rate limit", async () => {
  const sendInvalidRequest: Adapter["handler"] = (_, context) =>
    adapters.native?.handler(
      new Request("http://hookledger/x?limit=none", { headers }),
      context,
    ) as Promise<Response>;
  const headers = { Authorization: `Bearer ${await createKey(acme)}` };
  const responses = await sendBurst({ handler: sendInvalidRequest, method: "GET", rejection: {} }, "", 4);
  expect(responses.map(({ status }) => status).sort()).toEqual([400, 400, 400, 429]);
  expect(responses[0]?.headers.get("RateLimit-Policy")).toBe('"partner-key";q=3;w=1');
});
