import { expect, test } from "vitest";
import { eventSchema } from "./schema";

const event = (changes: object) =>
  eventSchema.safeParse({ type: "PaymentPosted", entityId: "L-102", ...changes });

test("spaces around an entity id are no part of it", () => {
  for (const entityId of [" L-102", "L-102\u00a0", "\tL-102\n"]) {
    expect(event({ entityId }).data?.entityId, JSON.stringify(entityId)).toBe("L-102");
  }
  expect(event({ entityId: "L 102" }).data?.entityId).toBe("L 102");
});

test.each([
  [" ", "entity ID is required"],
  [".", 'not "." or ".."'],
  [" .. ", 'not "." or ".."'],
  ["L\u0000", "no control characters"],
])("the entity id %j is rejected, and said why", (entityId, why) => {
  expect(event({ entityId }).error?.issues[0]?.message).toContain(why);
});

test("a partner's GUID may come in upper case", () => {
  const partnerId = "7C1F8A2E-94B0-4D7E-8A55-21C1D1F0A901";
  expect(event({ partnerId }).data?.partnerId).toBe(partnerId.toLowerCase());
});
