import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { containsText, equalsText } from "./text-filter";

test("characters that are special in LIKE are escaped", () => {
  expect(containsText("100%_\\")).toEqual({ contains: "100\\%\\_\\\\", mode: "insensitive" });
  expect(equalsText("Loans_R_Us\u0000")).toEqual({ equals: "Loans\\_R\\_Us", mode: "insensitive" });
  expect(containsText("Ünïcode -[]?*.^$").contains).toBe("Ünïcode -[]?*.^$");
});

test("only text-filter.ts uses Prisma's unescaped LIKE", () => {
  const sources = readdirSync(import.meta.dirname, { recursive: true, encoding: "utf8" }).filter((file) =>
    /(?<!\.test)\.ts$/.test(file),
  );
  expect(sources).toContain("text-filter.ts");
  const filesWithLike = sources.filter((file) => {
    const source = readFileSync(join(import.meta.dirname, file), "utf8");
    return /\bprisma\b/i.test(source) && /\b(contains|startsWith|endsWith):|"insensitive"/.test(source);
  });
  expect(filesWithLike).toEqual(["text-filter.ts"]);
});
