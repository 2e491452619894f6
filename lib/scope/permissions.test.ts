import { expect, test } from "vitest";
import { describeMissingPermission } from "./permissions";

test("a missing permission is named as in the portal, without blaming the role", () => {
  expect(describeMissingPermission("api-keys:write")).toBe(
    "You do not have the permission “Create and revoke API keys”.",
  );
});
