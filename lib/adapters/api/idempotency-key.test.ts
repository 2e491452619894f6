import { expect, test } from "vitest";
import { oneIdempotencyKey } from "./idempotency-key";

test("the key may come in the field, in the header or the same in both, but not as two", () => {
  expect(oneIdempotencyKey("a", undefined)).toBe("a");
  expect(oneIdempotencyKey(undefined, "a")).toBe("a");
  expect(oneIdempotencyKey("a", "a")).toBe("a");
  expect(oneIdempotencyKey(undefined, undefined)).toBeUndefined();
  expect(() => oneIdempotencyKey("a", "b")).toThrow("The field and the Idempotency-Key header differ.");
});
