// Short file: a process chooses its log level only once, so the test starts a process for each setting.
import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";

/** The log level of a process that starts with this setting. */
function readLogLevel(setting: string): string {
  const source = 'import("./log.ts").then(({ log }) => process.stdout.write(log.level));';
  const env = { ...process.env, HOOKLEDGER_LOG_LEVEL: setting };
  const options = { cwd: import.meta.dirname, encoding: "utf8", env } as const;
  return spawnSync(process.execPath, ["--import", "tsx", "-e", source], options).stdout;
}

test("an empty log level means the default", () => {
  expect(readLogLevel("debug")).toBe("debug");
  expect(readLogLevel("")).toBe("info");
});
