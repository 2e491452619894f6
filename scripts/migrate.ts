// npm run migrate: applies the migrations that the database lacks, as `prisma migrate deploy` would, without its native engine.
import { migrate } from "./migrations/migrate";
import { withDatabase } from "./postgres/with-database";
import { reportProblem, runStep } from "./terminal/progress.mjs";

try {
  await withDatabase(() =>
    runStep("Database migrated", async (detail) => {
      const applied = await migrate(process.env.DATABASE_URL ?? "");
      detail(applied.join(", ") || "no migration to apply");
    }),
  );
} catch (error) {
  reportProblem(error);
  process.exitCode = 1;
}
