import { expect, test } from "vitest";
import { keysPageQuerySchema } from "@/lib/api-keys/list-api-keys";
import { toApiKeysSection } from "./owned-section";

test("the link to a partner's API keys lists only the active keys, as the count does", () => {
  const id = "3f2b8a54-9c1e-4d07-8f6a-2b5f0c9d1e77";
  const partner = { id, apiKeys: [], _count: { apiKeys: 12 } };
  const { count, listHref } = toApiKeysSection(partner as unknown as Parameters<typeof toApiKeysSection>[0]);
  expect(count).toBe(12);
  const query = Object.fromEntries(new URL(listHref, "https://portal.example").searchParams);
  expect(keysPageQuerySchema.parse(query)).toMatchObject({ partner: id, state: "active" });
});
