import { defineConfig } from "vitest/config";

const excludedFiles = ["**/node_modules/**", ".next/**", ".build/**", ".data/**", "e2e/**"];
/** This test compiles and runs the code samples in those of the eight languages that are installed. It takes most of a minute. */
const snippetTests = "lib/snippets/run-snippets.test.ts";

/** Long enough that a test does not fail because the machine is busy. */
const testTimeout = 20_000;

/**
 * The number of rounds of crash tests (lib/worker/crash.db.test.ts), and the seed of the first round; `npm run test:faults` runs
 * many rounds, with new seeds each time.
 */
const crashTestSettings = (mode: string) => ({
  CRASH_ROUNDS: process.env.CRASH_ROUNDS || (mode === "faults" ? "100" : "10"),
  CRASH_SEED: process.env.CRASH_SEED || (mode === "faults" ? String(Date.now() % 1_000_000) : "1"),
});

/** Settings for the tests, with fixed keys instead of the operator's: secrets that a test encrypts are deleted with its database. */
const env = {
  DATABASE_URL: "postgresql://the-test-did-not-call-useDatabase.invalid/none",
  HOOKLEDGER_ENCRYPTION_KEY: Buffer.alloc(32, 7).toString("base64"),
  NEXTAUTH_SECRET: "only-for-the-tests-of-hookledger",
  HOOKLEDGER_ALLOWED_NETWORKS: "127.0.0.0/8,::1/128",
  HOOKLEDGER_LOG_LEVEL: process.env.HOOKLEDGER_LOG_LEVEL || "silent",
};

export default defineConfig(({ mode }) => ({
  resolve: { alias: { "@": import.meta.dirname } },
  test: {
    env: { ...env, ...crashTestSettings(mode) },
    projects: [
      {
        extends: true,
        // Unit tests keep no state between files, so the files share imported modules, which halves the time.
        test: {
          name: "unit",
          isolate: false,
          include: ["**/*.test.ts"],
          exclude: [...excludedFiles, "**/*.db.test.ts", snippetTests],
          testTimeout,
          hookTimeout: testTimeout,
        },
      },
      { extends: true, test: { name: "snippets", include: [snippetTests] } },
      {
        extends: true,
        // Files share imported modules here as well. testing/reset-process.ts clears the state that would outlive a file's database.
        test: {
          name: "db",
          isolate: false,
          include: ["**/*.db.test.ts"],
          exclude: excludedFiles,
          globalSetup: "testing/global-setup.ts",
          setupFiles: "testing/reset-process.ts",
          testTimeout,
          hookTimeout: testTimeout,
        },
      },
    ],
  },
}));
