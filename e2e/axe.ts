import { createRequire } from "node:module";
import { expect, type Page } from "@playwright/test";
import type { AxeResults } from "axe-core";

const axe = createRequire(import.meta.url).resolve("axe-core");
const standard = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
const everything = { type: "tag", values: standard };
/** What the dark look changes are colors, nothing else: the other rules would say what they said before. */
const colours = { type: "rule", values: ["color-contrast", "link-in-text-block"] };
const looks = [
  { name: "light", colorScheme: "light", viewport: { width: 1280, height: 900 }, rules: everything },
  { name: "dark", colorScheme: "dark", viewport: { width: 1280, height: 900 }, rules: colours },
  { name: "mobile", colorScheme: "light", viewport: { width: 390, height: 844 }, rules: everything },
] as const;

/** WCAG 1.4.10 (reflow), which axe cannot see: no page scrolls sideways, only a table or code within it. */
async function sidewaysScroll(page: Page): Promise<string[]> {
  const pixels = await page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return scrollWidth - clientWidth;
  });
  return pixels > 0 ? [`reflow: the page scrolls sideways by ${pixels} px`] : [];
}

async function faults(page: Page, runOnly: typeof everything): Promise<string[]> {
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
  return [...violations, ...(await sidewaysScroll(page))];
}

/**
 * Demands that axe finds nothing on what is shown now: light, dark and on a phone. There are no exceptions.
 * @param open brings into view, in each look anew, what a change of the look puts away.
 */
export async function expectAccessible(
  page: Page,
  what: string,
  open?: { show(): Promise<void>; hide(): Promise<void> },
) {
  await page.addScriptTag({ path: axe });
  for (const { name, colorScheme, viewport, rules } of looks) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await page.setViewportSize(viewport);
    await expect(page.locator("html")).toContainClass(colorScheme);
    await open?.show();
    expect.soft(await faults(page, rules), `${what}, ${name}`).toEqual([]);
    await open?.hide();
  }
}
