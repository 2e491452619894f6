import { expect, test } from "vitest";
import { checkCycles } from "./cycle-rule";
import { checkFile } from "./file-rules";
import { checkImports } from "./import-rules";
import { listImports } from "./source";

const listBrokenRules = (path: string, text: string) =>
  [...checkImports({ path, text }), ...checkFile({ path, text })].map(({ rule, line }) => `${line} ${rule}`);
/** Lists the rules that this source breaks in a file of normal length. */
const listBrokenRulesPadded = (path: string, text: string) => listBrokenRules(path, text + "\n".repeat(20));
const writeImport = (target: string) => `import { x } from "${target}";\n`;

test("imports are found in every form, with their lines", () => {
  const text = `import a from "pg";\nimport type { B } from "./b";\nexport {\n  c,\n} from "@/lib/c";\nimport "./d.css";\nconst from = "no";\nawait import("../e/f");\n`;
  const foundImports = listImports({ path: "app/x/page.tsx", text }).map((each) => [
    each.line,
    each.target,
    each.isType,
  ]);
  expect(foundImports.sort()).toEqual([
    [1, "pg", false],
    [2, "app/x/b", true],
    [3, "lib/c", false],
    [6, "app/x/d.css", false],
    [8, "app/e/f", false],
  ]);
});

test.each([
  ["app/page.tsx", "@/inngest/signals"],
  ["app/page.tsx", "@/components/table"],
  ["inngest/functions/x.ts", "@/lib/deliveries/attempt"],
  ["components/form.tsx", "@/lib/webhooks/schema"],
  ["components/form.tsx", "../components/ui/button"],
  ["lib/db.ts", "@/prisma/generated/client"],
  ["lib/db.ts", "pg"],
  ["lib/events/accept.db.test.ts", "@/testing/database"],
  ["prisma/seed.ts", "@/demo/users"],
  ["prisma/seed.ts", "@/lib/db"],
  ["worker.ts", "./inngest/serve-functions"],
  ["worker.ts", "./lib/db"],
  ["inngest/functions/x.db.test.ts", "@/lib/db"],
  ["playwright.config.ts", "./e2e/find-browser"],
  ["app/page.tsx", "next/link"],
  ["lib/http/send.ts", "undici"],
  ["lib/http/send.test.ts", "node:net"],
  ["e2e/database.ts", "pg"],
])("%s may import %s", (path, target) => {
  expect(listBrokenRulesPadded(path, writeImport(target))).toEqual([]);
});

test.each([
  ["lib/events/accept.ts", "@/app/page", "direction"],
  ["lib/events/accept.ts", "@/inngest/signals", "direction"],
  ["lib/events/accept.ts", "@/components/table", "direction"],
  ["lib/events/accept.ts", "../../inngest/client", "direction"],
  ["lib/events/accept.ts", "@/testing/database", "direction"],
  ["inngest/announce.ts", "@/app/page", "direction"],
  ["components/form.tsx", "@/lib/webhooks/queries", "direction"],
  ["components/form.tsx", "@/app/page", "direction"],
  ["app/page.tsx", "@/scripts/up", "direction"],
  ["app/page.tsx", "@/lib/db", "database"],
  ["app/page.tsx", "pg", "database"],
  ["inngest/functions/x.ts", "@prisma/client", "database"],
  ["demo/seed.ts", "@/lib/db", "database"],
  ["lib/deliveries/attempt.ts", "undici", "sending"],
  ["lib/deliveries/attempt.ts", "node:https", "sending"],
  ["app/page.tsx", "http", "sending"],
])("%s may not import %s (%s)", (path, target, rule) => {
  expect(listBrokenRulesPadded(path, `\n${writeImport(target)}`)).toEqual([`2 ${rule}`]);
});

test("type-only imports of network modules are allowed", () => {
  expect(
    listBrokenRulesPadded("lib/adapters/api/x.ts", `import type { IncomingMessage } from "node:http";`),
  ).toEqual([]);
});

test("only lib/http and the browser may call fetch", () => {
  expect(listBrokenRulesPadded("lib/deliveries/a.ts", "// fetch(x)\nconst r = await fetch(url);")).toEqual([
    "2 sending",
  ]);
  expect(listBrokenRulesPadded("lib/http/a.ts", "await fetch(url);")).toEqual([]);
  expect(listBrokenRulesPadded("lib/deliveries/a.ts", "cache.fetch(x); prefetch(y);")).toEqual([]);
  expect(listBrokenRulesPadded("components/a.tsx", "await fetch('/api');")).toEqual([]);
});

test("vague names are rejected, but only as whole words", () => {
  expect(listBrokenRulesPadded("lib/events/utils.ts", "")).toEqual(["1 name"]);
  expect(listBrokenRulesPadded("lib/helpers/date.ts", "")).toEqual(["1 name"]);
  expect(listBrokenRulesPadded("lib/date-helper.ts", "")).toEqual(["1 name"]);
  expect(listBrokenRulesPadded("lib/serviceable.ts", "")).toEqual([]);
});

test.each([
  ["app/api/v1/events/route.ts", 40],
  ["app/(portal)/loans/page.tsx", 80],
  ["inngest/functions/sweep.ts", 60],
  ["inngest/functions/sweep.test.ts", 250],
  ["lib/events/accept.ts", 250],
  ["scripts/up.ts", 250],
])("%s has at most %i lines", (path, limit) => {
  expect(listBrokenRules(path, "x\n".repeat(limit))).toEqual([]);
  expect(listBrokenRules(path, "x\n".repeat(limit + 1))).toEqual([`${limit + 1} size`]);
});

test("code in lib and inngest may get the current time only from lib/clock", () => {
  expect(listBrokenRulesPadded("lib/users/x.ts", "const now = new Date();\nconst ms = Date.now();")).toEqual([
    "1 clock",
    "2 clock",
  ]);
  expect(listBrokenRulesPadded("inngest/x.ts", "f(Date.now());")).toEqual(["1 clock"]);
  expect(listBrokenRulesPadded("lib/users/x.ts", "const at = new Date(row.at);")).toEqual([]);
  expect(listBrokenRulesPadded("lib/clock.ts", "return Date.now();")).toEqual([]);
});

test.each([
  ["lib/events/accept.ts", `import { x } from "./x";\n`, ["1 size"]],
  ["lib/events/accept.ts", `// Short file: both sides of a cycle need it.\nimport { x } from "./x";\n`, []],
  ["app/x/dialog.tsx", `"use client";\n\n/** Short file: the server must not load it. */\n`, []],
  ["app/x/dialog.tsx", `"use client";\n\nexport const x = 1; // not its first\n`, ["1 size"]],
  ["app/x/actions.ts", `"use server";\n`, ["1 size"]],
  ["app/x/loading.tsx", "x\n", []],
  ["app/layout.tsx", "x\n", []],
  ["components/loading.tsx", "x\n", ["1 size"]],
  ["lib/events/x.test.ts", "x\n", []],
  ["postcss.config.mjs", "x\n", []],
  ["lib/types.d.ts", "x\n", []],
])("a short file needs a reason: %s %j", (path, text, rules) => {
  expect(listBrokenRules(path, text)).toEqual(rules);
});

test("a long file needs a reason; for a page, a route, an Inngest function or a test, no reason is accepted", () => {
  const long = `// A table that reads best in one place.\n${"x\n".repeat(250)}`;
  expect(listBrokenRules("lib/events/accept.ts", long)).toEqual([]);
  for (const path of ["app/page.tsx", "app/api/route.ts", "inngest/functions/sweep.ts", "lib/a.test.ts"])
    expect(listBrokenRules(path, long)).toHaveLength(1);
});

test("shadcn's files and data tables may be long", () => {
  expect(listBrokenRules("components/ui/sidebar.tsx", "x\n".repeat(900))).toEqual([]);
  expect(listBrokenRules("lib/catalogue/builtin/loans.ts", "x\n".repeat(900))).toEqual([]);
});

test("a cycle between folders of lib is found, however long", () => {
  const sources = [
    { path: "lib/a/x.ts", text: writeImport("@/lib/b/y") },
    { path: "lib/b/y.ts", text: writeImport("../c/z") },
    { path: "lib/c/z.ts", text: writeImport("@/lib/a/w") },
    { path: "lib/d/v.ts", text: `${writeImport("@/lib/a/x")}import type { T } from "@/lib/b/y";` },
    { path: "lib/b/y.test.ts", text: writeImport("@/lib/d/v") },
  ];
  expect(checkCycles(sources).map(({ path }) => path)).toEqual(["lib/a/x.ts", "lib/b/y.ts", "lib/c/z.ts"]);
  expect(checkCycles(sources.slice(1))).toEqual([]);
});
