import type { Page } from "@playwright/test";
import { expect, signIn, testWithDemo as test } from "./fixtures";
import { preparePathsByRoute } from "./portal-paths";

/** More than any page has; a walk that gets here is caught in a loop. */
const maxTabStops = 1_500;

/**
 * Presses Tab through the page, and returns the tab stops that are covered by something or off screen (WCAG 2.4.11).
 * @throws if the walk does not reach the end of the page.
 */
async function findHiddenTabStops(page: Page): Promise<string[]> {
  const hidden: string[] = [];
  for (let count = 0; count < maxTabStops; count += 1) {
    await page.keyboard.press("Tab");
    const stop = await page.evaluate(describeFocus);
    if (stop === null) return hidden;
    if (!stop.inSight) hidden.push(stop.name);
  }
  throw new Error(`${page.url()} has more than ${maxTabStops} tab stops.`);
}

/** Runs in the page: the focused element, and whether its middle and most of it can be seen. Null at the end of the page. */
function describeFocus(): { name: string; inSight: boolean } | null {
  const element = document.activeElement;
  if (!element || element === document.body || element.hasAttribute("data-walked")) return null;
  element.setAttribute("data-walked", "");
  // The first box of a link that is broken over several lines; the visible part of an element that is larger than the screen.
  const box = [...element.getClientRects()].find(({ width, height }) => width > 0 && height > 0);
  if (!box) return { name: element.outerHTML.slice(0, 150), inSight: false };
  const [left, right] = [Math.max(box.left, 0), Math.min(box.right, innerWidth)];
  const [top, bottom] = [Math.max(box.top, 0), Math.min(box.bottom, innerHeight)];
  const label = element.closest("label");
  const isVisibleAt = (across: number, down: number) => {
    const hit = document.elementFromPoint(left + (right - left) * across, top + (bottom - top) * down);
    return hit !== null && (element.contains(hit) || (label?.contains(hit) ?? false));
  };
  const places = [0.1, 0.5, 0.9];
  const visibleCount = places.flatMap((across) => places.filter((down) => isVisibleAt(across, down))).length;
  const inSight = right > left && bottom > top && isVisibleAt(0.5, 0.5) && visibleCount > 4;
  return { name: `${element.outerHTML.slice(0, 150)} at ${JSON.stringify(box)}`, inSight };
}

/** How much narrower the header of the page is than the frame that all pages have in common, in px. */
function measureMissingWidth(page: Page): Promise<number> {
  return page.evaluate(() => {
    const [frame, header] = ["#content > div", "#content header"].map((selector) =>
      document.querySelector(selector),
    );
    return frame && header ? frame.clientWidth - header.clientWidth : 0;
  });
}

// These tests are long and independent, so they run in parallel.
test.describe.configure({ mode: "parallel" });
const partCount = 2;
for (const { name, viewport } of [
  { name: "desktop", viewport: { width: 1280, height: 720 } },
  { name: "phone", viewport: { width: 390, height: 844 } },
]) {
  for (let part = 0; part < partCount; part += 1) {
    test(`all pages are equally wide, and every tab stop is in sight, ${name}, part ${part + 1} of ${partCount}`, async ({
      demo,
      browser,
    }) => {
      test.setTimeout(240_000);
      const context = await browser.newContext({ viewport });
      const page = await context.newPage();
      await signIn(page, demo);
      const paths = Object.values(await preparePathsByRoute(demo)).flat();
      for (const path of paths.filter((_, index) => index % partCount === part)) {
        await page.goto(`${demo.url}${path}`);
        await page.getByRole("heading", { level: 1 }).waitFor();
        expect.soft(await measureMissingWidth(page), `width of ${path}`).toBe(0);
        expect.soft(await findHiddenTabStops(page), path).toEqual([]);
      }
      await context.close();
    });
  }
}
