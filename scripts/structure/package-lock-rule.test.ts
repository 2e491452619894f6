import { expect, test } from "vitest";
import { checkPackageLock } from "./package-lock-rule";

const makeLockFile = (packages: Record<string, object>) =>
  JSON.stringify({ lockfileVersion: 3, packages }, null, 2);
const requiringPackage = {
  version: "1.0.0",
  optionalDependencies: { "@x/linux": "1.0.0", "@x/mac": "1.0.0" },
};
const lockedPackage = { version: "1.0.0", optional: true };

test("an optional package of another platform that is missing from the lock file is reported", () => {
  const text = makeLockFile({
    "": {},
    "node_modules/x": requiringPackage,
    "node_modules/@x/linux": lockedPackage,
  });
  expect(checkPackageLock(text)).toEqual([
    {
      path: "package-lock.json",
      line: text.split("\n").findIndex((line) => line.includes('"node_modules/x"')) + 1,
      rule: "package-lock",
      todo: expect.stringContaining("@x/mac, an optional dependency of node_modules/x"),
    },
  ]);
});

test("an optional package is found beside, inside and above the package that requires it", () => {
  const text = makeLockFile({
    "node_modules/a/node_modules/x": requiringPackage,
    "node_modules/a/node_modules/@x/linux": lockedPackage,
    "node_modules/@x/mac": lockedPackage,
    "node_modules/y": requiringPackage,
    "node_modules/y/node_modules/@x/linux": lockedPackage,
  });
  expect(checkPackageLock(text)).toEqual([]);
});

test("the root package's optional packages are checked too", () => {
  expect(checkPackageLock(makeLockFile({ "": requiringPackage })).map(({ todo }) => todo)).toEqual([
    expect.stringContaining("@x/linux, an optional dependency of the root package"),
    expect.stringContaining("@x/mac, an optional dependency of the root package"),
  ]);
});
