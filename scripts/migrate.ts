// npm run migrate: applies the migrations that the database lacks, as `prisma migrate deploy` would, without its engine.
import { migrate } from "./steps/migrate";
import { reportProblem, step } from "./steps/progress.mjs";
import { withDatabase } from "./steps/with-database";

try {
  await withDatabase(() =>
    step("Database migrated", async (detail) => {
      const applied = await migrate(process.env.DATABASE_URL ?? "");
      detail(applied.join(", ") || "nothing to do");
    }),
  );
} catch (error) {
  reportProblem(error);
  process.exitCode = 1;
}
