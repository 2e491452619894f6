import { createRequire } from "node:module";
import { expect, type Page } from "@playwright/test";
import type { AxeResults } from "axe-core";
import { findNarrowScreenFaults } from "./narrow-screens";
import { findHiddenTabStops } from "./tab-stops";

const axePath = createRequire(import.meta.url).resolve("axe-core");
const wcagTags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
const allRules = { type: "tag", values: wcagTags };
/** Dark mode changes only colors, so the other rules would report the same as in light mode. */
const colorRules = { type: "rule", values: ["color-contrast", "link-in-text-block"] };
const settingsByAppearance = {
  light: { colorScheme: "light", viewport: { width: 1280, height: 720 }, rules: allRules },
  dark: { colorScheme: "dark", viewport: { width: 1280, height: 720 }, rules: colorRules },
  mobile: { colorScheme: "light", viewport: { width: 390, height: 844 }, rules: allRules },
} as const;
type Appearance = keyof typeof settingsByAppearance;
export const allAppearances: readonly Appearance[] = ["light", "dark", "mobile"];

/** How much narrower the header of the page is than the frame that all pages have in common. */
async function findMissingWidth(page: Page): Promise<string[]> {
  const pixels = await page.evaluate(() => {
    const [frame, header] = ["#content > div", "#content header"].map((selector) =>
      document.querySelector(selector),
    );
    return frame && header ? frame.clientWidth - header.clientWidth : 0;
  });
  return pixels > 0 ? [`width: the page is ${pixels} px narrower than others`] : [];
}

/** Checks WCAG 1.4.10 (reflow), which axe does not: tables and code may scroll sideways, but the page itself may not. */
async function findSidewaysScroll(page: Page): Promise<string[]> {
  const pixels = await page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return scrollWidth - clientWidth;
  });
  return pixels > 0 ? [`reflow: the page scrolls sideways by ${pixels} px`] : [];
}

/**
 * Finds tables whose scroll container cannot get the keyboard focus (WCAG 2.1.1). axe reports such a container only while its table is
 * wider than the container, which depends on the data, the fonts and the screen.
 */
async function findUnreachableTables(page: Page): Promise<string[]> {
  const captions = await page
    .locator("table")
    .evaluateAll((tables) =>
      tables
        .filter((table) => table.closest('[tabindex="0"]') === null)
        .map((table) => table.querySelector("caption")?.textContent),
    );
  return captions.map((caption) => `table that the keyboard cannot scroll: ${caption}`);
}

async function findViolations(page: Page, runOnly: typeof allRules): Promise<string[]> {
  const results = await page.evaluate(
    (rules) =>
      (window as unknown as { axe: { run(options: unknown): Promise<AxeResults> } }).axe.run({
        runOnly: rules,
        resultTypes: ["violations"],
        preload: false,
      }),
    runOnly,
  );
  const violations = results.violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" | ")}`,
  );
  return [...violations, ...(await findSidewaysScroll(page)), ...(await findUnreachableTables(page))];
}

/**
 * Expects axe to find nothing on the page as it is shown now. There are no exceptions.
 * @param open shows and hides a menu or dialog that a change of the viewport would close
 * @param isPage whether it is a page without a dialog, which is as wide as all pages, fits narrow screens, and of which every tab stop is in sight
 */
export async function expectAccessible(
  page: Page,
  subject: string,
  {
    open,
    isPage = false,
    appearances = allAppearances,
  }: {
    open?: { show(): Promise<void>; hide(): Promise<void> };
    isPage?: boolean;
    appearances?: readonly Appearance[];
  } = {},
) {
  await page.addScriptTag({ path: axePath });
  for (const name of appearances) {
    const { colorScheme, viewport, rules } = settingsByAppearance[name];
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await page.setViewportSize(viewport);
    await expect(page.locator("html")).toContainClass(colorScheme);
    await open?.show();
    const violations = await findViolations(page, rules);
    // Dark mode has the layout of light mode.
    if (isPage && colorScheme === "light")
      violations.push(...(await findMissingWidth(page)), ...(await findHiddenTabStops(page)));
    if (isPage && name === "mobile") violations.push(...(await findNarrowScreenFaults(page)));
    expect.soft(violations, `${subject}, ${name}`).toEqual([]);
    await open?.hide();
  }
}
