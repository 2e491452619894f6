import { vi } from "vitest";

/**
 * Runs before each file of the database tests, which share a process (isolate: false, which halves the time). It undoes changes of
 * environment variables and removes everything that `lib` keeps on `globalThis`, so that no file affects the next one.
 */
const globals = globalThis as { environmentAtStart?: NodeJS.ProcessEnv };
globals.environmentAtStart ??= { ...process.env };

vi.unstubAllEnvs();
for (const name of Object.keys(process.env)) {
  if (!(name in globals.environmentAtStart)) delete process.env[name];
}
Object.assign(process.env, globals.environmentAtStart);

const { closeDatabase } = await import("@/lib/db");
const { closeThreads } = await import("@/lib/evaluation/threads");
const { closeSender } = await import("@/lib/deliveries/sender");
const { resetEnv } = await import("@/lib/env");
await Promise.all([closeDatabase(), closeThreads(), closeSender()]);
for (const name of Object.keys(globalThis)) {
  if (name.startsWith("hookledger")) Reflect.deleteProperty(globalThis, name);
}
resetEnv();
