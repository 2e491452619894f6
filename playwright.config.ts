import { defineConfig } from "@playwright/test";
import { findBrowser } from "./e2e/find-browser";

/** Recording traces takes a third of the tests' time. Set E2E_TRACE if a failure's screenshot and message are not enough. */
const trace = process.env.E2E_TRACE ? "retain-on-failure" : "off";

/** The browser tests run on the production build (.next and .build), which `npm test` creates first. */
export default defineConfig({
  testDir: "e2e",
  // These tests kill and stop an Inngest server, so they need one.
  testIgnore: process.env.HOOKLEDGER_TEST_INNGEST ? [] : "inngest.spec.ts",
  globalSetup: "./e2e/global-setup.ts",
  fullyParallel: false,
  // Each Playwright worker starts its own Hookledger systems, each with its own database.
  workers: 2,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  forbidOnly: Boolean(process.env.CI),
  // The browser shows times in UTC, as the tests expect, whatever the time zone of the machine.
  use: { launchOptions: await findBrowser(), timezoneId: "UTC", trace, screenshot: "only-on-failure" },
});
