import { beforeAll, expect, test } from "vitest";
import { useDatabase } from "@/testing/database";
import { fillCatalogue, makeWebhook, scope } from "@/testing/ledger";
import { deleteWebhook } from "./delete-webhook";
import { webhookListQuerySchema } from "./list-schema";
import { listWebhooks, listWebhooksByUrl } from "./queries";

useDatabase();
const names = ["alpha", "beta", "beta", "beta", "gamma", "Ünïcode ✓"];
const listPage = (query: Record<string, unknown>) => listWebhooks(scope, webhookListQuerySchema.parse(query));

beforeAll(async () => {
  await fillCatalogue();
  for (const name of names.toReversed()) await makeWebhook({ url: `http://127.0.0.1:9/${name[0]}`, name });
});

test("paging through the list gives each webhook exactly once, even if one is deleted meanwhile", async () => {
  const seenNames: string[] = [];
  const ids = new Set<string>();
  for (let cursor: string | undefined; ; ) {
    const { items, nextCursor } = await listPage({ limit: "2", ...(cursor && { cursor }) });
    for (const { id, name } of items) {
      ids.add(id);
      seenNames.push(name);
    }
    if (nextCursor === null) break;
    const last = items.at(-1);
    if (last && seenNames.length === 4) await deleteWebhook(scope, last.id);
    cursor = nextCursor;
  }
  expect(seenNames.toSorted()).toEqual(names.toSorted());
  expect(ids.size).toBe(names.length);
  expect((await listPage({})).nextCursor).toBeNull();
});

test("an invalid cursor or limit is rejected", () => {
  const nul = Buffer.from(JSON.stringify(["\u0000", "01a1fc64-75ba-7295-85fb-a26a5fd04e41"])).toString(
    "base64url",
  );
  for (const cursor of ["", "x", "WzFd", nul])
    expect(webhookListQuerySchema.safeParse({ cursor }).error?.issues[0]?.message).toContain("cursor");
  for (const limit of ["0", "1001", "x"])
    expect(webhookListQuerySchema.safeParse({ limit }).success).toBe(false);
});

test("webhooks are found by a part of their URL", async () => {
  expect((await listWebhooksByUrl(scope, ":9/g")).map(({ name }) => name)).toEqual(["gamma"]);
});
