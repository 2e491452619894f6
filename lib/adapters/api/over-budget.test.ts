import { expect, test } from "vitest";
import { OverBudget } from "../../evaluation/over-budget";
import { problemResponse } from "../endpoint/problem";
import { asProblem } from "./endpoint";

test("a request that is over budget is answered with 503, a stable code and when to come again", async () => {
  const response = problemResponse(asProblem(new OverBudget(), "id"), "id");
  expect([response.status, response.headers.get("Retry-After")]).toEqual([503, "10"]);
  expect(await response.json()).toMatchObject({
    code: "over_budget",
    detail: expect.stringContaining("fewer events"),
  });
});
