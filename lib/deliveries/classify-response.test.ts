import { expect, test } from "vitest";
import { classifyResponse } from "./classify-response";

const makeResponse = (responseCode: number, responseHeaders: Record<string, string> = {}) => ({
  complete: true,
  responseCode,
  responseHeaders,
  failure: null,
});

test.each([
  [200, true, true],
  [201, false, true],
  [204, false, true],
  [299, false, true],
  [301, false, false],
  [304, false, false],
  [400, false, false],
  [500, false, false],
  [999, false, false],
])("%d succeeds under the 200 rule: %s, under the 2xx rule: %s", (status, by200, by2xx) => {
  expect(classifyResponse(makeResponse(status), "200") === null).toBe(by200);
  expect(classifyResponse(makeResponse(status), "2xx") === null).toBe(by2xx);
});

test("a 200 whose body does not arrive is not a success", () => {
  const failure = { code: "timeout", params: { phase: "body", timeoutMs: 15_000 } } as const;
  expect(classifyResponse({ ...makeResponse(200), complete: false, failure }, "200")).toEqual(failure);
});

test("a failure has a code and the parameters of its message", () => {
  const location = "https://elsewhere.example/";
  expect(classifyResponse(makeResponse(302, { location }), "200")).toEqual({
    code: "redirect",
    params: { status: 302, location },
  });
  expect(classifyResponse(makeResponse(201), "200")).toEqual({ code: "not_200", params: { status: 201 } });
  expect(classifyResponse(makeResponse(418), "2xx")).toEqual({
    code: "http_418",
    params: { successRule: "2xx" },
  });
});
