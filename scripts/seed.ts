// npm run seed: runs prisma/seed.ts on the database of this installation, with or without the demo, as npm start would.

import { withDatabase } from "./postgres/with-database";
import { setDemoDefaults } from "./start/demo-setting";
import { seed } from "./start/seed";
import { loadSettings } from "./start/settings";
import { reportProblem } from "./terminal/progress.mjs";

try {
  loadSettings();
  setDemoDefaults();
  for (const line of await withDatabase(() => seed())) console.log(line);
} catch (error) {
  reportProblem(error);
  process.exitCode = 1;
}
