import { expect, test } from "vitest";
import { eventSchema } from "./schema";

const parseEvent = (changes: object) =>
  eventSchema.safeParse({ type: "PaymentPosted", entityId: "L-102", ...changes });

test("spaces around an entity ID are trimmed", () => {
  for (const entityId of [" L-102", "L-102\u00a0", "\tL-102\n"]) {
    expect(parseEvent({ entityId }).data?.entityId, JSON.stringify(entityId)).toBe("L-102");
  }
  expect(parseEvent({ entityId: "L 102" }).data?.entityId).toBe("L 102");
});

test.each([
  [" ", "entity ID is required"],
  [".", 'not be "." or ".."'],
  [" .. ", 'not be "." or ".."'],
  ["L\u0000", "control characters"],
])("the entity ID %j is rejected: %s", (entityId, reason) => {
  expect(parseEvent({ entityId }).error?.issues[0]?.message).toContain(reason);
});

test("a partner ID in upper case is converted to lower case", () => {
  const partnerId = "7C1F8A2E-94B0-4D7E-8A55-21C1D1F0A901";
  expect(parseEvent({ partnerId }).data?.partnerId).toBe(partnerId.toLowerCase());
});
