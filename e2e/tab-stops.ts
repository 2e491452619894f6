import type { Page } from "@playwright/test";

/** More than any page has; a walk that gets here is caught in a loop. */
const maxTabStops = 1_500;

/**
 * Presses Tab through the page from its top, and returns the tab stops that are covered by something or off screen (WCAG 2.4.11).
 * @throws if the walk does not reach the end of the page.
 */
export async function findHiddenTabStops(page: Page): Promise<string[]> {
  await page.evaluate(goToTop);
  const hidden: string[] = [];
  for (let count = 0; count < maxTabStops; count += 1) {
    await page.keyboard.press("Tab");
    const stop = await page.evaluate(describeFocus);
    if (stop === null) {
      await page.evaluate(goToTop);
      return hidden;
    }
    if (!stop.inSight) hidden.push(stop.name);
  }
  throw new Error(`${page.url()} has more than ${maxTabStops} tab stops.`);
}

type Walk = typeof globalThis & { walked: WeakSet<Element> };

/** Runs in the page: nothing has the focus, and the next press of Tab goes to the first tab stop. */
function goToTop() {
  (globalThis as Walk).walked = new WeakSet();
  const [body, focused] = [document.body, document.activeElement];
  if (focused instanceof HTMLElement) focused.blur();
  body.tabIndex = -1;
  body.focus();
  body.removeAttribute("tabindex");
  scrollTo(0, 0);
}

/** Runs in the page: the focused element, and whether its middle and most of it can be seen. Null at the end of the page. */
function describeFocus(): { name: string; inSight: boolean } | null {
  const { walked } = globalThis as Walk;
  const element = document.activeElement;
  if (!element || element === document.body || walked.has(element)) return null;
  walked.add(element);
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
