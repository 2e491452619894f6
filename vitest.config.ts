import { defineConfig } from "vitest/config";

const excludedFiles = ["**/node_modules/**", ".next/**", ".build/**", ".data/**", "e2e/**"];
/** Compiles and runs the code samples in each of the eight languages that is installed here; takes most of a minute. */
const snippetTests = "lib/snippets/run-snippets.test.ts";

/** A busy machine is no failure. */
const testTimeout = 20_000;

/**
 * The number of rounds of crash tests (lib/worker/crash.db.test.ts), and the seed of the first round; `npm run test:faults` runs
 * many rounds, with new seeds each time.
 */
const crashTestSettings = (mode: string) => ({
  CRASH_ROUNDS: process.env.CRASH_ROUNDS || (mode === "faults" ? "100" : "10"),
  CRASH_SEED: process.env.CRASH_SEED || (mode === "faults" ? String(Date.now() % 1_000_000) : "1"),
});

/** Never a real secret, and never the operator's: what the tests seal is gone with their database. */
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
        // Pure rules: files share what they import, which halves the time.
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
        // Files share what they import here as well; testing/reset-process.ts clears what would outlive their databases.
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
