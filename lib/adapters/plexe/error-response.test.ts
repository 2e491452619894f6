import { expect, test } from "vitest";
import { Problem } from "../endpoint/problem";
import { plexeErrorResponse } from "./error-response";

const toAnswer = (problem: Problem) => {
  const { status, headers, body } = plexeErrorResponse(problem, "request-1");
  return { status, headers, body: JSON.parse(String(body)) };
};

test("an error response has all the fields of an AjaxResponse", () => {
  const errors = [{ field: "url", code: "url_scheme", message: "Use https." }];
  const { status, body, headers } = toAnswer(new Problem(400, "url_scheme", "Use https.", { errors }));
  expect(status).toBe(400);
  expect(headers["Content-Type"]).toBe("application/json; charset=utf-8");
  expect(body).toEqual({
    result: null,
    targetUrl: null,
    success: false,
    error: {
      code: 0,
      message: "Use https.",
      details: null,
      validationErrors: [{ message: "Use https.", members: ["webhookUri"] }],
    },
    unAuthorizedRequest: false,
    __abp: true,
  });
});

test("401 and 403 set unAuthorizedRequest, 422 becomes 400, and a 5xx has the request's ID", () => {
  expect(toAnswer(new Problem(401, "unauthenticated", "?")).body.unAuthorizedRequest).toBe(true);
  expect(toAnswer(new Problem(403, "forbidden", "no")).body.unAuthorizedRequest).toBe(true);
  expect(toAnswer(new Problem(422, "unknown_event_type", "no")).status).toBe(400);
  const headers = { "Retry-After": "5" };
  const away = toAnswer(new Problem(503, "unavailable", "later", { headers }));
  expect(away.status).toBe(503);
  expect(away.headers["Retry-After"]).toBe("5");
  expect(away.body.error).toMatchObject({ details: "requestId: request-1", validationErrors: null });
});
