// npm run build: the production build, unless the last one was of the same sources.
import { build } from "./steps/build";
import { generateClient } from "./steps/generate";
import { reportProblem } from "./steps/progress.mjs";
import { loadSettings } from "./steps/settings";

loadSettings();
try {
  await generateClient();
  const release = await build();
  await release();
} catch (error) {
  reportProblem(error);
  process.exitCode = 1;
}
