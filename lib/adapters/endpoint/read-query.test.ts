import { expect, test } from "vitest";
import { deliveryPageQuerySchema } from "../../deliveries/schema";
import { Problem } from "./problem";
import { readQuery } from "./read-query";
import { toApiRequest } from "./to-route";

const makeRequest = (query: string) => toApiRequest(new Request(`http://x/api/v1/deliveries?${query}`));
const readOrProblem = (query: string, unknown?: "ignored") => {
  try {
    return readQuery(makeRequest(query), deliveryPageQuerySchema, unknown);
  } catch (error) {
    return error as Problem;
  }
};

test("an unknown parameter is rejected, and the error lists the known ones", () => {
  const problem = readOrProblem("entityID=L-1&limit=5");
  expect(problem).toBeInstanceOf(Problem);
  expect(problem).toMatchObject({
    status: 400,
    extra: { errors: [{ field: "entityID", code: "unknown_parameter" }] },
  });
  expect((problem as Problem).message).toMatch(
    /^Unknown query parameter "entityID"\. Supported parameters: entityType, entityId, /,
  );
  expect(() => readQuery(makeRequest("limit=1"), undefined)).toThrow("This call takes no query parameters.");
});

test("a repeated parameter is rejected, even if both values are equal, and even if unknown parameters are ignored", () => {
  for (const unknown of [undefined, "ignored"] as const) {
    expect(readOrProblem("entityId=L-1&entityId=L-1", unknown)).toMatchObject({
      ...{ status: 400, message: "entityId was sent more than once. Send it once." },
    });
  }
});

test("unknown parameters can be ignored", () => {
  expect(readOrProblem("entityId=L-1&pretty=true&pretty=true", "ignored")).toMatchObject({ entityId: "L-1" });
});

test("a parameter that is a list can be sent once or several times", () => {
  expect(readOrProblem("state=failed")).toEqual({ state: ["failed"] });
  expect(readOrProblem("state=failed&limit=5&state=held")).toEqual({ state: ["failed", "held"], limit: "5" });
});
