// Fills the database of this installation (DATABASE_URL, or the one of `npm start`) with a million deliveries, for trying out the pages.
// Usage: `npm run seed-million [-- MILLIONS]`, on a migrated database. Nothing is sent.
import pg from "pg";
import { toConnectionOptions } from "@/lib/database/connection-options";
import { withDatabase } from "../scripts/postgres/with-database";
import { reportProblem, runStep } from "../scripts/terminal/progress.mjs";
import { fillDeliveries } from "./fill-deliveries";

const deliveryCount = Math.round(Number(process.argv[2] ?? 1) * 1_000_000);
try {
  await withDatabase(() =>
    runStep("Database filled", async (detail) => {
      const db = new pg.Client(toConnectionOptions(process.env.DATABASE_URL ?? ""));
      await db.connect();
      try {
        await fillDeliveries(db, deliveryCount, (done) => detail(`${done.toLocaleString("en")} deliveries`));
      } finally {
        await db.end();
      }
    }),
  );
} catch (error) {
  reportProblem(error);
  process.exitCode = 1;
}
