import { expect, test } from "vitest";
import { chooseIdempotencyKey } from "./idempotency-key";

test("the idempotency key can come in the field, in the header, or in both if the two are equal", () => {
  expect(chooseIdempotencyKey("a", undefined)).toBe("a");
  expect(chooseIdempotencyKey(undefined, "a")).toBe("a");
  expect(chooseIdempotencyKey("a", "a")).toBe("a");
  expect(chooseIdempotencyKey(undefined, undefined)).toBeUndefined();
  expect(() => chooseIdempotencyKey("a", "b")).toThrow(
    "The idempotencyKey field and the Idempotency-Key header differ.",
  );
});
