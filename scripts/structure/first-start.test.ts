import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { listImports } from "./source";

const root = join(import.meta.dirname, "../..");

function findFile(target: string): string | undefined {
  return [`${target}.ts`, `${target}.mjs`, `${target}/index.ts`].find((path) => existsSync(join(root, path)));
}

/** Adds to `seen` the files that `path` imports at run time, directly or indirectly, and to `missing` those that do not exist. */
function collectImports(path: string, seen: Set<string>, missing: Set<string>): void {
  seen.add(path);
  for (const { target, isPackage, isType } of listImports({
    path,
    text: readFileSync(join(root, path), "utf8"),
  })) {
    if (isPackage || isType) continue;
    const file = target.startsWith("prisma/generated") ? undefined : findFile(target);
    if (!file) missing.add(`${target} (imported by ${path})`);
    else if (!seen.has(file)) collectImports(file, seen, missing);
  }
}

test("npm start imports no generated code before it has generated that code", () => {
  const [seen, missing] = [new Set<string>(), new Set<string>()];
  collectImports("scripts/up.ts", seen, missing);
  expect(seen).toContain("scripts/postgres/postgres.ts");
  expect([...missing]).toEqual([]);
});
