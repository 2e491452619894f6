import { defineConfig } from "@playwright/test";
import { findBrowser } from "./e2e/browser";

/** Recording costs a third of the time: ask for it when a failure's screenshot and message do not explain it. */
const trace = process.env.E2E_TRACE ? "retain-on-failure" : "off";

/** The browser tests run on the production build (.next and .build), which `npm test` makes before. */
export default defineConfig({
  testDir: "e2e",
  globalSetup: "./e2e/global-setup.ts",
  fullyParallel: false,
  // Each worker has systems of its own. With Inngest there is one worker, because the Inngest server calls only one port.
  workers: process.env.E2E_PORT ? 1 : 2,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  forbidOnly: Boolean(process.env.CI),
  // A browser that shows times as the tests expect them, wherever the machine stands.
  use: { launchOptions: await findBrowser(), timezoneId: "UTC", trace, screenshot: "only-on-failure" },
});
