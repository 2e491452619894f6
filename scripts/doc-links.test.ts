import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";

const root = join(import.meta.dirname, "..");
const documents = [
  ...["README.md", "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md"],
  ...readdirSync(join(root, "docs"), { recursive: true, encoding: "utf8" }).map((file) => `docs/${file}`),
].filter((file) => file.endsWith(".md"));

test.each(documents)("every link in %s leads to a file that exists", (file) => {
  const text = readFileSync(join(root, file), "utf8");
  const links = [...text.matchAll(/\]\(((?:[^()\s#]|\([^)]*\))+)(?:#[^)]*)?\)/g)].map(
    ([, link]) => link ?? "",
  );
  const missing = links.filter(
    (link) => !/^https?:/.test(link) && !existsSync(join(root, dirname(file), link)),
  );
  expect(missing).toEqual([]);
});

const decisionRecords = documents.filter((file) => /^docs\/decisions\/\d/.test(file));

test.each(decisionRecords)("the heading of %s begins with the number in its file name", (file) => {
  const number = Number(/\d+/.exec(file)?.[0]);
  expect(readFileSync(join(root, file), "utf8")).toMatch(new RegExp(`^# ${number}\\. \\S`));
});

/** The tables quote the first words of a test's title after the link to its file. */
test("every test named in docs/ux.md exists", () => {
  const text = readFileSync(join(root, "docs/ux.md"), "utf8");
  const quotedTests = [...text.matchAll(/\]\(\.\.\/([^)]+)\)((?:,? "[^"]+")+)/g)];
  expect(quotedTests.length).toBeGreaterThan(10);
  const missing = quotedTests.flatMap(([, file = "", titles = ""]) => {
    const source = readFileSync(join(root, file), "utf8");
    return [...titles.matchAll(/"([^"]+)"/g)]
      .map(([, title = ""]) => title.replace(/…$/, ""))
      .filter((title) => !source.includes(title))
      .map((title) => `${file}: ${title}`);
  });
  expect(missing).toEqual([]);
});
