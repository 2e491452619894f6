import { expect, test } from "vitest";
import { isPackageLockMismatch } from "./package-lock-mismatch.mjs";

const formatNpmOutput = (lines: string[], prefix = "error") =>
  lines.map((line) => `npm ${prefix} ${line}`).join("\n");
const outOfSync =
  "`npm ci` can only install packages when your package.json and package-lock.json or npm-shrinkwrap.json are in sync. Please update your lock file with `npm install` before continuing.";

test.each([
  ["npm 11", "error", "Missing: uuid@14.0.3 from lock file"],
  ["npm 10", "error", "Missing: @esbuild/aix-ppc64@0.28.2 from lock file"],
  ["an early npm 10", "ERR!", "Invalid: lock file's uuid@13.0.0 does not satisfy uuid@14.0.3"],
])("the message of %s that package.json and the lock file differ is recognized", (_, prefix, detail) => {
  expect(
    isPackageLockMismatch(
      formatNpmOutput(["code EUSAGE", "", outOfSync, "", detail, "", "Clean install a project"], prefix),
    ),
  ).toBe(true);
});

test.each([
  [
    "a package that is not what the lock file says",
    ["code EINTEGRITY", "sha512-a integrity checksum failed"],
  ],
  [
    "a missing lock file",
    ["code EUSAGE", "", "The `npm ci` command can only install with an existing package-lock.json"],
  ],
  [
    "a registry that cannot be reached",
    ["code ENOTFOUND", "network request to https://registry.invalid failed"],
  ],
])("%s is not reported as a mismatch", (_, lines) => {
  expect(isPackageLockMismatch(formatNpmOutput(lines))).toBe(false);
});
