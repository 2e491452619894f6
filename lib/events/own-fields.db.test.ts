import { beforeAll, expect, test } from "vitest";
import { useDatabase } from "@/testing/database";
import { scope } from "@/testing/ledger";
import { createEventType } from "../catalogue/create-event-type";
import { createEventTypeSchema } from "../catalogue/schema";
import { acceptEvent } from "./accept-events";
import { eventSchema } from "./schema";

useDatabase();
const type = "DrawRequested";
const post = (data: object) => acceptEvent(scope, eventSchema.parse({ type, entityId: "L-102", data }));

beforeAll(async () => {
  const text = { type: "string" };
  const createResult = await createEventType(
    scope,
    createEventTypeSchema.parse({
      name: type,
      title: "Draw requested",
      entityType: "Loan",
      validation: "enforce",
      schema: { properties: { constructor: text, valueOf: text }, required: ["constructor"] },
      sample: { entityId: "L-102", data: { constructor: "Alder Homes Ltd" } },
    }),
  );
  if (!createResult.ok) throw new Error(createResult.message);
});

test("an event's own fields are validated, not the fields that every object inherits", async () => {
  expect(await post({ constructor: "Alder Homes Ltd" })).toMatchObject({ ok: true });
  expect(await post({})).toMatchObject({ ok: false, rejected: "schema_mismatch" });
  expect(await post({ constructor: 5 })).toMatchObject({ ok: false, rejected: "schema_mismatch" });
});
