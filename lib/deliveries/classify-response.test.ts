import { expect, test } from "vitest";
import { classifyResponse } from "./classify-response";

const answered = (responseCode: number, responseHeaders: Record<string, string> = {}) => ({
  complete: true,
  responseCode,
  responseHeaders,
  errorCode: null,
  errorMessage: null,
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
])("%d: success by the 200 rule %s, by the 2xx rule %s", (status, by200, by2xx) => {
  expect(classifyResponse(answered(status), "200").succeeded).toBe(by200);
  expect(classifyResponse(answered(status), "2xx").succeeded).toBe(by2xx);
});

test("a status without its body is no success", () => {
  const half = { ...answered(200), complete: false, errorCode: "timeout", errorMessage: "Too slow." };
  expect(classifyResponse(half, "200")).toEqual({
    succeeded: false,
    errorCode: "timeout",
    errorMessage: "Too slow.",
  });
});

test("every failure says what to do; a redirect shows where to", () => {
  for (const status of [201, 302, 400, 401, 404, 410, 418, 429, 500, 503]) {
    const { errorMessage } = classifyResponse(answered(status), "200");
    expect(errorMessage).toContain(String(status));
    expect(errorMessage?.split(". ").length).toBeGreaterThan(1);
  }
  expect(
    classifyResponse(answered(302, { location: "https://elsewhere.example/" }), "200").errorMessage,
  ).toContain("https://elsewhere.example/");
});
