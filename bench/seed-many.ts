// Fills the database of this installation (DATABASE_URL, or the one of `npm start`) with ten thousand rows for every list, for trying out
// the pages. Usage: `npm run seed-many`, after `npm run seed`. Nothing is sent.
import pg from "pg";
import { toConnectionOptions } from "@/lib/database/connection-options";
import { withDatabase } from "../scripts/postgres/with-database";
import { reportProblem, runStep } from "../scripts/terminal/progress.mjs";
import { fillLists } from "./fill-lists";

try {
  await withDatabase(() =>
    runStep("Database filled", async () => {
      const db = new pg.Client(toConnectionOptions(process.env.DATABASE_URL ?? ""));
      await db.connect();
      try {
        await fillLists(db);
      } finally {
        await db.end();
      }
    }),
  );
} catch (error) {
  reportProblem(error);
  process.exitCode = 1;
}
