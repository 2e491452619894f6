import { test as base, expect, type Page } from "@playwright/test";
import { type Receiver, startReceiver } from "../testing/receiver";
import { call } from "./api";
import { startDemo } from "./demo-system";
import { type System, startSystem } from "./system";
import { admin } from "./test-users";

/** Builds a fixture that starts a whole system, which all spec files of one Playwright worker share. */
const buildSystemFixture = () =>
  [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures it needs from this pattern
    async ({}: object, use: (system: System) => Promise<void>) => {
      const system = await startSystem();
      await use(system);
      await system.stop();
    },
    { scope: "worker", timeout: 120_000 },
  ] as const;

export const test = base.extend<{ receiver: Receiver }, { system: System }>({
  system: [...buildSystemFixture()],
  receiver: async ({ system }, use) => {
    const receiver = await startReceiver();
    // All specs of a worker share the system: webhooks of one test must not get the events of the next test.
    const deleteAllWebhooks = async () => {
      const { body } = await call(system, "GET", "/api/v1/webhooks?limit=1000");
      for (const { id } of body.items) await call(system, "DELETE", `/api/v1/webhooks/${id}`);
    };
    await deleteAllWebhooks();
    await use(receiver);
    await deleteAllWebhooks();
    await receiver.close();
  },
});

/**
 * For tests that count everything in a system: each call creates a `test` whose system no other spec file uses. Playwright gives
 * tests separate workers if their fixtures are different functions, so each `test` gets a function of its own.
 */
export const createTestWithOwnSystem = () =>
  test.extend<object, { system: System }>({ system: [...buildSystemFixture()] });

/** A system with the demo's users and data, for tests that need many rows of every kind; all spec files of a worker share it. */
export const testWithDemo = base.extend<object, { demo: System }>({
  demo: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures it needs from this pattern
    async ({}, use) => {
      const demo = await startDemo();
      await use(demo);
      await demo.stop();
    },
    { scope: "worker", timeout: 120_000 },
  ],
});

export { expect };

export async function signIn(page: Page, system: System, user: { email: string; password: string } = admin) {
  await page.goto(`${system.url}/sign-in`);
  await page.getByLabel("E-mail").fill(user.email);
  await page.getByLabel("Password").fill(user.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL((url) => !url.pathname.startsWith("/sign-in"));
}
