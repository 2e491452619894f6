// npm run seed: runs prisma/seed.ts on the database of this installation.
import { reportProblem } from "./steps/progress.mjs";
import { seed } from "./steps/seed";
import { withDatabase } from "./steps/with-database";

try {
  for (const line of await withDatabase(() => seed())) console.log(line);
} catch (error) {
  reportProblem(error);
  process.exitCode = 1;
}
