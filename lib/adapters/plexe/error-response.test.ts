import { expect, test } from "vitest";
import { Problem } from "../endpoint/problem";
import { plexeErrorResponse } from "./error-response";

const toResponse = (problem: Problem) => {
  const { status, headers, body } = plexeErrorResponse(problem, "request-1");
  return { status, headers, body: JSON.parse(String(body)) };
};

test("an error response has all the fields of an AjaxResponse", () => {
  const errors = [{ field: "url", code: "url_scheme", message: "Use https." }];
  const { status, body, headers } = toResponse(new Problem(400, "url_scheme", "Use https.", { errors }));
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
  expect(toResponse(new Problem(401, "unauthenticated", "?")).body.unAuthorizedRequest).toBe(true);
  expect(toResponse(new Problem(403, "forbidden", "no")).body.unAuthorizedRequest).toBe(true);
  expect(toResponse(new Problem(422, "unknown_event_type", "no")).status).toBe(400);
  const headers = { "Retry-After": "5" };
  const unavailable = toResponse(new Problem(503, "unavailable", "later", { headers }));
  expect(unavailable.status).toBe(503);
  expect(unavailable.headers["Retry-After"]).toBe("5");
  expect(unavailable.body.error).toMatchObject({ details: "requestId: request-1", validationErrors: null });
});
