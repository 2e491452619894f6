import { expect, test } from "vitest";
import { chooseIdempotencyKey } from "./idempotency-key";

test("the key may come in the field, in the header or the same in both, but not as two", () => {
  expect(chooseIdempotencyKey("a", undefined)).toBe("a");
  expect(chooseIdempotencyKey(undefined, "a")).toBe("a");
  expect(chooseIdempotencyKey("a", "a")).toBe("a");
  expect(chooseIdempotencyKey(undefined, undefined)).toBeUndefined();
  expect(() => chooseIdempotencyKey("a", "b")).toThrow("The field and the Idempotency-Key header differ.");
});
