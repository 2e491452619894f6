/** Finds the element that opens a row: the element with `data-row-open`, otherwise the first link. */
function findToggle(row: Element): HTMLElement | null {
  return row.querySelector<HTMLElement>("[data-row-open]") ?? row.querySelector<HTMLElement>("a[href]");
}

/** Finds the visible rows of the page's tables that can be opened. */
function findRows(page: ParentNode): Element[] {
  return [...page.querySelectorAll("main table tbody tr")].filter((row) => {
    const target = findToggle(row);
    return target !== null && target.getClientRects().length > 0 && !row.querySelector("table");
  });
}

function findCurrentRow(): Element | null {
  return document.activeElement?.closest("main table tbody tr") ?? null;
}

/** Moves the focus to the next (1) or previous (-1) row; without a focused row, to the first or last. */
export function moveRowFocus(step: 1 | -1): void {
  const rows = findRows(document);
  const current = findCurrentRow();
  const at = current ? rows.indexOf(current) : -1;
  // If the focus is in the details of an open row, start from that row.
  const from = at === -1 && current ? rows.findLastIndex((row) => comesBefore(row, current)) : at;
  const next = from === -1 ? rows.at(step === 1 ? 0 : -1) : rows[from + step];
  if (!next) return;
  findToggle(next)?.focus();
  next.scrollIntoView({ block: "nearest" });
}

function comesBefore(element: Element, other: Element): boolean {
  return Boolean(element.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING);
}

/** Opens or closes the row that has the focus. */
export function toggleRow(): void {
  const row = findCurrentRow();
  if (row) findToggle(row)?.click();
}

/** Opens the resend dialog of the row that has the focus. */
export function openResendDialog(): void {
  findCurrentRow()?.querySelector<HTMLElement>("[data-row-resend]")?.click();
}

/** Selects or clears the delivery of the row that has the focus. */
export function selectRow(): void {
  findCurrentRow()?.closest("tbody")?.querySelector<HTMLElement>("[data-row-select]:enabled")?.click();
}

/** Everything in a row that a click is meant for, if it is not the row itself. */
const controls = "a, button, input, label, select, summary, textarea, [role=dialog], [contenteditable]";

/**
 * Opens the clicked row, if it has an element with `data-row-open`, as a click on that element would: with Ctrl, Cmd or Shift in a new tab
 * or window. Not if the click was on another control, or selected text.
 */
export function openClickedRow(event: MouseEvent): void {
  const { target, ctrlKey, metaKey, shiftKey } = event;
  if (!(target instanceof Element) || event.defaultPrevented || target.closest(controls)) return;
  const toggle = target.closest("main table tbody tr")?.querySelector("[data-row-open]");
  if (!toggle || document.getSelection()?.type === "Range") return;
  toggle.dispatchEvent(
    new MouseEvent("click", { bubbles: true, cancelable: true, ctrlKey, metaKey, shiftKey }),
  );
}
