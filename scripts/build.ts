// npm run build: creates the production build, unless the last build had the same sources.
import { build } from "./build/build";
import { generateClient } from "./build/generate";
import { loadSettings } from "./start/settings";
import { reportProblem } from "./terminal/progress.mjs";

loadSettings();
try {
  await generateClient();
  const release = await build();
  await release();
} catch (error) {
  reportProblem(error);
  process.exitCode = 1;
}
