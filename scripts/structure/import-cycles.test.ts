import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { root } from "../start/settings";

const project = {
  "package.json": "{}",
  "tsconfig.json": JSON.stringify({ compilerOptions: { paths: { "@/*": ["./*"] } } }),
};

/** Returns the files in which our lint settings find an import cycle. */
function listFilesInCycles(files: Record<string, string>): string[] {
  const folder = mkdtempSync(join(tmpdir(), "hookledger-circles-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const [path, text] of Object.entries({ ...project, ...files })) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  cpSync(join(root, "biome.json"), join(folder, "biome.json"));
  const biome = join(root, "node_modules/@biomejs/biome/bin/biome");
  const options = ["--only=suspicious/noImportCycles", "--vcs-enabled=false", "--reporter=json"];
  const { stdout } = spawnSync(process.execPath, [biome, "lint", ".", ...options], {
    cwd: folder,
    encoding: "utf8",
  });
  const { diagnostics } = JSON.parse(stdout) as { diagnostics: { location: { path: string } }[] };
  return [...new Set(diagnostics.map(({ location }) => location.path))].sort();
}

test("an import cycle is found through .tsx, the alias, a dynamic import and a re-export", () => {
  expect(
    listFilesInCycles({
      "components/a.tsx": `import { b } from "@/components/b";\nexport const a = () => <b>{b}</b>;\n`,
      "components/b.tsx": `export { c as b } from "./c";\n`,
      "components/c.ts": `export const c = 1;\nexport const later = () => import("./a");\n`,
      "components/d.tsx": `import { a } from "./a";\nexport const d = a;\n`,
    }),
  ).toEqual(["components/a.tsx", "components/b.tsx", "components/c.ts"]);
});

test("type-only imports form no cycle", () => {
  expect(
    listFilesInCycles({
      "lib/a.ts": `import type { B } from "./b";\nexport type A = B;\nexport const a = 1;\n`,
      "lib/b.ts": `import { a } from "./a";\nexport type B = 1;\nexport const b = a;\n`,
    }),
  ).toEqual([]);
});
