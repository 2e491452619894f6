import { afterEach, beforeAll, expect, test } from "vitest";
import { useDatabase } from "@/testing/database";
import { fillCatalogue, makeWebhook, postEvent, scope } from "@/testing/ledger";
import { pool } from "../db";
import { newId } from "../ids";
import { listEntityTimeline } from "./timeline/queries";
import { timelinePageQuerySchema } from "./timeline/schema";

useDatabase();
const { TZ } = process.env;

beforeAll(async () => {
  await fillCatalogue();
  await makeWebhook({ url: "http://127.0.0.1:9/", dialect: "standard-webhooks" });
});
afterEach(() => {
  if (TZ === undefined) delete process.env.TZ;
  else process.env.TZ = TZ;
});

// New York was 4:56:02 behind UTC until 1883.
test.each(["UTC", "America/New_York"])(
  "on a machine in %s every time is stored and sent unchanged",
  async (zone) => {
    process.env.TZ = zone;
    const times = ["0001-01-01T00:00:00.000Z", "1850-06-01T12:00:00.000Z", "9999-12-31T23:59:59.999Z"];
    for (const time of times) {
      const entityId = newId();
      const [traceId] = await postEvent({ entityId, occurredAt: time });
      const page = timelinePageQuerySchema.parse({ entityType: "Opportunity", entityId });
      expect((await listEntityTimeline(scope, page)).items).toMatchObject([{ occurredAt: time }]);
      const { rows } = await pool().query("SELECT bytes AS body FROM bodies WHERE id = $1", [traceId]);
      expect(JSON.parse(rows[0].body.toString()).timestamp).toBe(time);
    }
  },
);
