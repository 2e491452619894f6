// npm run generate: the Prisma client, unless it is current. `npm start` and `npm test` do this by themselves.
import { generateClient } from "./steps/generate";
import { reportProblem } from "./steps/progress.mjs";

try {
  await generateClient();
} catch (error) {
  reportProblem(error);
  process.exitCode = 1;
}
