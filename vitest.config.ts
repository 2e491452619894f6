import { defineConfig } from "vitest/config";

const left = ["**/node_modules/**", ".next/**", ".build/**", ".data/**", "e2e/**"];

/** Never a real secret, and never the operator's: what the tests seal is gone with their database. */
const env = {
  DATABASE_URL: "postgresql://the-test-did-not-call-useDatabase.invalid/none",
  HOOKLEDGER_ENCRYPTION_KEY: Buffer.alloc(32, 7).toString("base64"),
  NEXTAUTH_SECRET: "only-for-the-tests-of-hookledger",
  HOOKLEDGER_ALLOWED_NETWORKS: "127.0.0.0/8,::1/128",
  HOOKLEDGER_LOG_LEVEL: process.env.HOOKLEDGER_LOG_LEVEL ?? "silent",
};

export default defineConfig({
  resolve: { alias: { "@": import.meta.dirname } },
  test: {
    env,
    projects: [
      {
        extends: true,
        // Pure rules: files may share what they import, which halves the time. Database tests may not: caches outlive a database.
        test: {
          name: "unit",
          isolate: false,
          include: ["**/*.test.ts"],
          exclude: [...left, "**/*.db.test.ts"],
        },
      },
      {
        extends: true,
        test: {
          name: "db",
          include: ["**/*.db.test.ts"],
          exclude: left,
          globalSetup: "testing/global-setup.ts",
        },
      },
    ],
  },
});
