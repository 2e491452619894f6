import { expect, test } from "vitest";
import { CannotUnseal } from "../../crypto/seal";
import { OverBudget } from "../../evaluation/over-budget";
import { nativeConventions, publicEndpoint } from "../api/endpoint";
import { publicCalls } from "../api/public-calls";
import { fineractConventions } from "../fineract/endpoint";
import { withErrorResponses } from "./endpoint";
import { jsonResponse } from "./responses";
import { toApiRequest } from "./to-route";

async function getErrorResponse(conventions: typeof nativeConventions, error: Error) {
  const endpoint = withErrorResponses(conventions, async () => {
    throw error;
  });
  const { status, headers, body } = await endpoint(
    toApiRequest(new Request("http://hookledger/api/v1/hooks")),
    {},
  );
  return {
    status,
    retryAfter: headers["Retry-After"],
    body: JSON.parse(String(body)),
  };
}

test("a request that exceeds the evaluation budget gets a 503 with a stable code and Retry-After", async () => {
  expect(await getErrorResponse(nativeConventions, new OverBudget())).toMatchObject({
    status: 503,
    retryAfter: "10",
    body: { status: 503, code: "over_budget", detail: new OverBudget().message },
  });
});

test("a request that needs an unreadable secret gets a 503", async () => {
  expect(await getErrorResponse(nativeConventions, new CannotUnseal("no key"))).toMatchObject({
    status: 503,
    body: { status: 503, code: "secret_unreadable", detail: "no key" },
  });
});

test("a request that exceeds the evaluation budget gets Fineract's 503 with Retry-After", async () => {
  expect(await getErrorResponse(fineractConventions, new OverBudget())).toMatchObject({
    status: 503,
    retryAfter: "10",
    body: {
      httpStatusCode: "503",
      userMessageGlobalisationCode: "error.msg.platform.service.unavailable",
      developerMessage: new OverBudget().message,
    },
  });
});

test("a request that needs an unreadable secret gets Fineract's 503", async () => {
  expect(await getErrorResponse(fineractConventions, new CannotUnseal("no key"))).toMatchObject({
    status: 503,
    body: {
      httpStatusCode: "503",
      userMessageGlobalisationCode: "error.msg.platform.service.unavailable",
      developerMessage: "no key",
    },
  });
});

test.each(["t=1", "t=1&t=1", "v=2&cache=false"])("a public call ignores the query ?%s", async (query) => {
  const handler = publicEndpoint(publicCalls.jwks, async () => jsonResponse(200, { keys: [] }));
  const response = await handler(new Request(`http://hookledger/jwks.json?${query}`), {
    params: Promise.resolve({}),
  });
  expect(response.status).toBe(200);
});
