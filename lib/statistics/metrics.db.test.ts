import { beforeAll, expect, test } from "vitest";
import { useDatabase } from "@/testing/database";
import { fillCatalogue, makeWebhook, postEvent, scope } from "@/testing/ledger";
import { newId } from "../ids";
import { Forbidden, makeScope } from "../scope/scope";
import { renderMetrics } from "./metrics";

useDatabase();
beforeAll(fillCatalogue);

test("every line is a comment or the value of a hookledger metric", async () => {
  await makeWebhook({ url: "http://127.0.0.1:9/" });
  await postEvent();
  const lines = (await renderMetrics(scope)).trimEnd().split("\n");
  for (const line of lines)
    expect(line).toMatch(/^(# (HELP|TYPE) hookledger_\w+ .+|hookledger_\w+(\{\w+="[^"]+"\})? [\d.]+)$/);
  expect(lines).toContain('hookledger_deliveries{state="pending"} 1');
  expect(lines).toContain('hookledger_webhooks{state="enabled"} 1');
});

test("partners cannot read metrics", async () => {
  const partner = makeScope({ actor: scope.actor, partnerId: newId(), permissions: ["metrics:read"] });
  await expect(renderMetrics(partner)).rejects.toThrow(Forbidden);
});
