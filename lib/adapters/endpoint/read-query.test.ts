import { expect, test } from "vitest";
import { deliveryPageSchema } from "../../deliveries/schema";
import { Problem } from "./problem";
import { readQuery } from "./read-query";

const ask = (query: string) => new Request(`http://x/api/v1/deliveries?${query}`);
const rejection = (query: string, unknown?: "ignored") => {
  try {
    return readQuery(ask(query), deliveryPageSchema, unknown);
  } catch (error) {
    return error as Problem;
  }
};

test("a parameter that the call has not is rejected with the names of those that it has", () => {
  const problem = rejection("entityID=L-1&limit=5");
  expect(problem).toBeInstanceOf(Problem);
  expect(problem).toMatchObject({
    status: 400,
    extra: { errors: [{ field: "entityID", code: "unknown_parameter" }] },
  });
  expect((problem as Problem).message).toMatch(
    /^There is no query parameter "entityID" here\. The parameters are: entityType, entityId, /,
  );
  expect(() => readQuery(ask("limit=1"), undefined)).toThrow("This call has none.");
});

test("a parameter that is sent twice is rejected, also where it says the same and where others are ignored", () => {
  for (const unknown of [undefined, "ignored"] as const) {
    expect(rejection("entityId=L-1&entityId=L-1", unknown)).toMatchObject({
      ...{ status: 400, message: "entityId is sent more than once. Send it once." },
    });
  }
});

test("clients of other systems may send what is not known", () => {
  expect(rejection("entityId=L-1&pretty=true&pretty=true", "ignored")).toMatchObject({ entityId: "L-1" });
});
