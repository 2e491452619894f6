import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildOpenApi } from "../lib/adapters/reference/openapi";
import { Problem, reportProblem } from "./terminal/progress.mjs";
import { runCommand } from "./terminal/run-command.mjs";

/**
 * Runs generators and linters from npm on the OpenAPI document, so that a document they cannot read fails the tests. npm
 * fetches exactly the versions below into npm's cache, because openapi-typescript needs TypeScript 5 and Spectral has 250
 * packages. Generators from other sources are run by hand (docs/operating.md).
 */
const tools = [
  {
    name: "openapi-typescript",
    packages: ["openapi-typescript@7.13.0", "typescript@5.9.3"],
    args: (document: string) => [document, "--output", `${document}.d.ts`],
  },
  {
    name: "spectral",
    packages: ["@stoplight/spectral-cli@6.16.3"],
    args: (document: string) => ["lint", document, "--ruleset", `${document}.ruleset.json`],
  },
];

async function runTools(folder: string): Promise<void> {
  const document = join(folder, "openapi.json");
  await writeFile(document, JSON.stringify(buildOpenApi(), null, 2));
  await writeFile(`${document}.ruleset.json`, JSON.stringify({ extends: ["spectral:oas"] }));
  const npm = process.platform === "win32" ? "npm.cmd" : "npm";
  await Promise.all(
    tools.map(async ({ name, packages, args }) => {
      const packageOptions = packages.map((versioned) => `--package=${versioned}`);
      // Runs in the temporary folder, because in the repository npm would use the versions that the project has installed.
      const { code, output } = await runCommand(
        npm,
        ["exec", "--yes", ...packageOptions, "--", name, ...args(document)],
        { cwd: folder },
      );
      if (code !== 0) throw new Problem(`${name} rejects the OpenAPI document.`, { output });
    }),
  );
}

const folder = await mkdtemp(join(tmpdir(), "hookledger-openapi-"));
try {
  await runTools(folder);
} catch (error) {
  reportProblem(error);
  process.exitCode = 1;
} finally {
  await rm(folder, { recursive: true });
}
