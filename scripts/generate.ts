// npm run generate: generates the Prisma client, unless it is current. `npm start` and `npm test` do this by themselves.
import { generateClient } from "./build/generate";
import { reportProblem } from "./terminal/progress.mjs";

try {
  await generateClient();
} catch (error) {
  reportProblem(error);
  process.exitCode = 1;
}
