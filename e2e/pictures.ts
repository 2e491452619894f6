import { mkdirSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";
import { chromium } from "@playwright/test";
import { demoUsers } from "../demo/users";
import { startDemo } from "./demo-system";
import { findBrowser } from "./find-browser";
import { signIn } from "./fixtures";
import setUp from "./global-setup";

/** `npm run pictures`: takes the README's pictures of the demo, with the production build. */
const folder = "docs/pictures";
const pictures = [
  { name: "history", path: "/loans/L-102/webhooks", open: true },
  { name: "overview", path: "/", open: false },
  { name: "webhooks", path: "/administration/integrations/webhooks", open: false },
];
const administrator = demoUsers[0];
if (!administrator) throw new Error("The demo has no users.");

mkdirSync(folder, { recursive: true });
const stop = await setUp();
const system = await startDemo();
await wait(3_000);

const browser = await chromium.launch(await findBrowser());
for (const colorScheme of ["light", "dark"] as const) {
  const page = await browser.newPage({ colorScheme, viewport: { width: 1280, height: 800 } });
  await signIn(page, system, administrator);
  for (const { name, path, open } of pictures) {
    await page.goto(`${system.url}${path}`);
    await page.waitForLoadState("networkidle");
    if (open) await page.locator("[data-row-open]").first().click();
    await page.evaluate(() => document.fonts.ready);
    await wait(1_000);
    await page.screenshot({ path: `${folder}/${name}-${colorScheme}.png` });
  }
  await page.close();
}
await browser.close();
await system.stop();
await stop();
