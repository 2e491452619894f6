import { createRequire } from "node:module";
import type { Page } from "@playwright/test";
import type { AxeResults } from "axe-core";
import { createWebhook, postEvent } from "./api";
import { expect, signIn, testAlone } from "./fixtures";
import { makePartner } from "./partners";
import { admin, people } from "./people";

const test = testAlone();

const axe = createRequire(import.meta.url).resolve("axe-core");
const standard = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/** The pages that a role can open, each with something on it. No page has an exception. */
const everybody = [
  "/",
  "/loans",
  "/loans/A-1/webhooks",
  "/loans/A-1/timeline",
  "/deliveries",
  "/events",
  "/events/{event}",
  "/profile",
  "/catalogue",
  "/catalogue/CLIENT.CREATE",
  "/search?q=A-1",
  "/no-such-page",
];
const administrators = [
  "/catalogue/new",
  "/administration/integrations/webhooks",
  "/administration/integrations/webhooks/new",
  "/administration/integrations/webhooks/{webhook}",
  "/administration/integrations/webhooks/{webhook}/health",
  "/administration/integrations/api-keys",
  "/administration/integrations/api-keys/new",
  "/administration/people/users",
  "/administration/people/users/new",
  "/administration/audit",
];
const lenders = [
  "/administration/integrations/partners",
  "/administration/integrations/partners/new",
  "/administration/integrations/partners/{partner}",
  "/administration/people/roles",
];
const roles = {
  administrator: { who: admin, pages: [...everybody, ...administrators, ...lenders] },
  servicing: { who: people.servicing, pages: everybody },
  viewer: { who: people.viewer, pages: [...everybody, "/administration/integrations/webhooks"] },
};
const looks = [
  { name: "light", colorScheme: "light", viewport: { width: 1280, height: 900 } },
  { name: "dark", colorScheme: "dark", viewport: { width: 1280, height: 900 } },
  { name: "mobile", colorScheme: "light", viewport: { width: 390, height: 844 } },
] as const;

async function faults(page: Page): Promise<string[]> {
  await page.addScriptTag({ path: axe });
  const results = await page.evaluate(
    (values) =>
      (window as unknown as { axe: { run(options: unknown): Promise<AxeResults> } }).axe.run({
        runOnly: { type: "tag", values },
      }),
    standard,
  );
  return results.violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" | ")}`);
}

for (const look of looks) {
  for (const [role, { who, pages }] of Object.entries(roles)) {
    test(`${role}, ${look.name}: axe finds nothing on any page`, async ({ system, receiver, browser }) => {
      test.setTimeout(180_000);
      receiver.respond({ status: 500 });
      const partner = await makePartner(system, `Partner ${role} ${look.name}`);
      const webhook = await createWebhook(system, {
        url: receiver.url(),
        triggers: ["PaymentPosted"],
        retryDelays: [],
      });
      const event = await postEvent(system, {
        type: "PaymentPosted",
        entityId: "A-1",
        idempotencyKey: `${role} ${look.name}`,
      });
      await receiver.waitFor(1);
      const context = await browser.newContext({ colorScheme: look.colorScheme, viewport: look.viewport });
      const page = await context.newPage();
      await page.goto(`${system.url}/sign-in`);
      expect(await faults(page), "/sign-in").toEqual([]);
      await signIn(page, system, who);
      for (const path of pages) {
        const address = path
          .replace("{webhook}", webhook.id)
          .replace("{partner}", partner.id)
          .replace("{event}", event);
        await page.goto(`${system.url}${address}`);
        await page.getByRole("heading", { level: 1 }).waitFor();
        expect(await faults(page), `${path} as ${role}, ${look.name}`).toEqual([]);
      }
      await context.close();
    });
  }
}
