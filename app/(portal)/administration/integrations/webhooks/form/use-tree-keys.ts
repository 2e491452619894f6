"use client";

import { type KeyboardEvent, type RefObject, useEffect, useRef } from "react";

/**
 * Makes a tree of checkboxes one tab stop, as the tree pattern of WAI-ARIA describes it: Up, Down, Home and End move between the
 * checkboxes that are shown; Right opens a branch, Left closes it or moves to the branch above; Space is the checkbox's own. All
 * checkboxes and the buttons that open branches have a `tabIndex` of -1; this hook gives one checkbox 0, in the DOM, because rendering
 * 500 options again for each key would be slow.
 * @returns the props of the outermost list. A branch is an `li` with a `div` (checkbox, button with aria-expanded) and a list.
 */
export function useTreeKeys(): {
  ref: RefObject<HTMLUListElement | null>;
  onKeyDown: (event: KeyboardEvent) => void;
  onFocus: (event: { target: EventTarget }) => void;
} {
  const ref = useRef<HTMLUListElement>(null);
  const listBoxes = () => [
    ...(ref.current?.querySelectorAll<HTMLInputElement>("input[type=checkbox]") ?? []),
  ];
  const makeTabStop = (box: HTMLInputElement | undefined) => {
    if (!box) return;
    for (const other of listBoxes()) other.tabIndex = other === box ? 0 : -1;
  };
  // The tab stop is gone after its branch was closed or the search left it out.
  useEffect(() => {
    const boxes = listBoxes();
    if (!boxes.some(({ tabIndex }) => tabIndex === 0)) makeTabStop(boxes[0]);
  });

  function onKeyDown(event: KeyboardEvent) {
    const item = event.target instanceof Element ? event.target.closest("li") : null;
    if (!item || event.ctrlKey || event.metaKey || event.altKey) return;
    const boxes = listBoxes();
    const target = findTarget(event.key, item, boxes);
    if (!target) return;
    event.preventDefault();
    if (target instanceof HTMLInputElement) target.focus();
    else target.click();
  }

  return {
    ref,
    onKeyDown,
    onFocus: ({ target }) => {
      if (target instanceof HTMLInputElement) makeTabStop(target);
    },
  };
}

const findBox = (item: Element) => item.querySelector<HTMLInputElement>("input[type=checkbox]");

/** What a key does in this item: the checkbox that gets the focus, or the button that opens or closes the branch. */
function findTarget(
  key: string,
  item: Element,
  boxes: readonly HTMLInputElement[],
): HTMLInputElement | HTMLButtonElement | null | undefined {
  const box = findBox(item);
  const index = box === null ? -1 : boxes.indexOf(box);
  const opener = item.querySelector<HTMLButtonElement>(":scope > div > button[aria-expanded]");
  const isOpen = opener?.getAttribute("aria-expanded") === "true";
  switch (key) {
    case "ArrowDown":
      return boxes[index + 1];
    case "ArrowUp":
      return boxes[index - 1];
    case "Home":
      return boxes[0];
    case "End":
      return boxes.at(-1);
    case "ArrowRight":
      return isOpen ? boxes[index + 1] : opener;
    case "ArrowLeft": {
      const above = item.parentElement?.closest("li");
      return isOpen ? opener : above && findBox(above);
    }
  }
}
