import type { Page } from "@playwright/test";

/**
 * Runs in the page: the targets that are less than 44 px high or 24 px wide. What counts is the area that can be clicked: of a checkbox
 * or radio button, its label's. Exempt are links and times within a sentence, whose height is that of its lines, and what only scripts
 * or screen readers use.
 */
function findSmallTargets(): string[] {
  const isInText = (element: Element) => {
    const siblings = [...(element.parentElement?.childNodes ?? [])];
    return siblings.some(({ nodeType, textContent }) => nodeType === Node.TEXT_NODE && textContent?.trim());
  };
  const targets = document.querySelectorAll(
    "a[href], button, input:not([type=hidden]), select, textarea, summary, [role=option], [role=treeitem]",
  );
  return [...targets].flatMap((target) => {
    const area = target.closest("label") ?? target;
    const { width, height } = area.getBoundingClientRect();
    // Skipped: what is not rendered, and the link that is visible only while it has the focus.
    const isHidden =
      !target.checkVisibility({ visibilityProperty: true }) || target.matches(".sr-only, .sr-only *");
    if (isHidden || isInText(target)) return [];
    if (height >= 43.9 && width >= 24) return [];
    return [`target of ${Math.round(width)} x ${Math.round(height)} px: ${target.outerHTML.slice(0, 160)}`];
  });
}

/** Runs in the page: what is wrong with the rows of lists, whose first line has to be in sight at any width. */
function findListFaults(): string[] {
  return [...document.querySelectorAll("table[data-cards]")].flatMap((table) => {
    const name = table.querySelector("caption")?.textContent;
    const rows = [...table.querySelectorAll(":scope > tbody > tr:not(:has(> [colspan]))")];
    return rows.flatMap((row, index) => {
      const cells = [...row.querySelectorAll(":scope > :is(th, td):not([data-inside])")];
      const hidden = cells.filter((cell) => {
        const { left, right, width } = cell.getBoundingClientRect();
        return width > 0 && (left < 0 || right > innerWidth);
      });
      const headings = row.querySelectorAll(":scope > th[scope=row]").length;
      return [
        ...hidden.map((cell) => `${name}, row ${index + 1}: "${cell.textContent}" is out of sight`),
        ...(headings === 1 ? [] : [`${name}, row ${index + 1} has ${headings} row headings`]),
      ];
    });
  });
}

function measureSidewaysScroll(): number {
  return document.documentElement.scrollWidth - innerWidth;
}

/**
 * Returns what does not fit a phone, whose targets are 44 px, a tablet and a small laptop, where the status and the time of each row have
 * to be in sight. Changes the size of the window.
 */
export async function findNarrowScreenFaults(page: Page): Promise<string[]> {
  const faults: string[] = [];
  for (const width of [390, 768, 1024]) {
    await page.setViewportSize({ width, height: 844 });
    const found = await page.evaluate(findListFaults);
    const sideways = await page.evaluate(measureSidewaysScroll);
    if (sideways > 0) found.push(`the page scrolls sideways by ${sideways} px`);
    faults.push(...found.map((fault) => `at ${width} px, ${fault}`));
    if (width === 390) faults.push(...(await page.evaluate(findSmallTargets)));
  }
  return faults;
}
