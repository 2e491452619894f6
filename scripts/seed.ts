// npm run seed: runs prisma/seed.ts on the database of this installation.

import { withDatabase } from "./postgres/with-database";
import { seed } from "./start/seed";
import { reportProblem } from "./terminal/progress.mjs";

try {
  for (const line of await withDatabase(() => seed())) console.log(line);
} catch (error) {
  reportProblem(error);
  process.exitCode = 1;
}
