import { expect, test } from "vitest";
import { checkLock } from "./lock-rule";

const lock = (packages: Record<string, object>) => JSON.stringify({ lockfileVersion: 3, packages }, null, 2);
const asks = { version: "1.0.0", optionalDependencies: { "@x/linux": "1.0.0", "@x/mac": "1.0.0" } };
const locked = { version: "1.0.0", optional: true };

test("an optional package of another platform that is not in the lock file is named", () => {
  const text = lock({ "": {}, "node_modules/x": asks, "node_modules/@x/linux": locked });
  expect(checkLock(text)).toEqual([
    {
      path: "package-lock.json",
      line: text.split("\n").findIndex((line) => line.includes('"node_modules/x"')) + 1,
      rule: "lock",
      todo: expect.stringContaining("@x/mac, an optional dependency of node_modules/x"),
    },
  ]);
});

test("one is found beside, inside and above the package that asks for it", () => {
  const text = lock({
    "node_modules/a/node_modules/x": asks,
    "node_modules/a/node_modules/@x/linux": locked,
    "node_modules/@x/mac": locked,
    "node_modules/y": asks,
    "node_modules/y/node_modules/@x/linux": locked,
  });
  expect(checkLock(text)).toEqual([]);
});

test("our own optional packages count too", () => {
  expect(checkLock(lock({ "": asks })).map(({ todo }) => todo)).toEqual([
    expect.stringContaining("@x/linux, an optional dependency of the root package"),
    expect.stringContaining("@x/mac, an optional dependency of the root package"),
  ]);
});
