import { beforeAll, expect, test } from "vitest";
import { useDatabase } from "@/testing/database";
import { fillCatalogue, scope } from "@/testing/ledger";
import { prisma } from "../db";
import { acceptEvent } from "../events/accept-events";
import { eventSchema } from "../events/schema";
import { addVersion } from "./add-version";
import { clearCatalogueCache } from "./catalogue-cache";
import { newVersionSchema } from "./schema";
import { warnAboutUnsupportedPatterns } from "./warn-about-unsupported-patterns";

useDatabase();
beforeAll(fillCatalogue);

const pattern = "^(?!TEST)";

/** Stores an event type as an earlier version of Hookledger saved it. */
async function storeEventType(name: string) {
  await prisma().eventType.create({
    data: {
      name,
      title: name,
      description: "",
      entityType: "Loan",
      group: "Own",
      system: "Own",
      version: 1,
      validation: "enforce",
      deprecated: false,
      schema: { properties: { code: { type: "string", pattern }, amount: { type: "number" } } },
      sample: { entityId: "L-1", data: {} },
    },
  });
  clearCatalogueCache();
}

const post = (data: Record<string, unknown>) =>
  acceptEvent(scope, eventSchema.parse({ type: "Stored", entityId: "L-1", data }));

test("an unsupported stored pattern is logged, and events it applies to are accepted with a warning", async () => {
  await storeEventType("Stored");
  expect(await warnAboutUnsupportedPatterns()).toEqual([{ eventType: "Stored", version: 1, pattern }]);
  expect(await post({ code: "A" })).toMatchObject({
    ok: true,
    results: [{ warnings: [expect.stringContaining(pattern)] }],
  });
  expect(await post({ code: "A", amount: "5" })).toMatchObject({
    rejected: "schema_mismatch",
    message: expect.stringContaining("data.amount must be number"),
  });
  expect(await post({ amount: 5 })).toEqual(
    expect.objectContaining({ results: [expect.not.objectContaining({ warnings: expect.anything() })] }),
  );
});

test("a stored pattern is no longer logged once the event type has a version without it", async () => {
  await storeEventType("Corrected");
  const content = {
    schema: { properties: { code: { type: "string" } } },
    sample: { entityId: "L-1", data: {} },
  };
  expect(await addVersion(scope, "Corrected", newVersionSchema.parse(content))).toMatchObject({ ok: true });
  const logged = await warnAboutUnsupportedPatterns();
  expect(logged.filter(({ eventType }) => eventType === "Corrected")).toEqual([]);
});
