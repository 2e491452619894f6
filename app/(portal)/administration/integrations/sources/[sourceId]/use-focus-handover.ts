import { type RefObject, useEffect, useLayoutEffect, useRef } from "react";

/**
 * Keeps the focus near a row that disappears because its message was taken: it moves to a button of the next row, else of the previous one,
 * else to the heading of the page. Otherwise keyboard users would start at the top of the page again.
 * @returns the props of the element with the buttons of the row
 */
export function useFocusHandover(): {
  ref: RefObject<HTMLDivElement | null>;
  onClick: () => void;
  "data-row-actions": "";
} {
  const ref = useRef<HTMLDivElement>(null);
  const wasClicked = useRef(false);
  const next = useRef<Element[]>([]);
  useLayoutEffect(() => {
    const element = ref.current;
    // This runs while the row is still in the page. A dialog of the row has the focus outside of it.
    return () => {
      const hadFocus = wasClicked.current || element?.contains(document.activeElement);
      next.current = hadFocus && element ? listNeighbors(element) : [];
    };
  }, []);
  useEffect(
    () => () => {
      // A dialog that closes moves the focus in a timeout, to a button that is gone.
      setTimeout(() => {
        if (document.activeElement === document.body) focusFirst(next.current);
      });
    },
    [],
  );
  const onClick = () => {
    wasClicked.current = true;
  };
  return { ref, onClick, "data-row-actions": "" };
}

/** Where the focus can go when the row of an element disappears, the best place first. */
function listNeighbors(element: Element): Element[] {
  const rows = [...(element.closest("table")?.rows ?? [])];
  const place = rows.findIndex((row) => row.contains(element));
  const neighbors = [rows[place + 1], rows[place - 1]];
  const buttons = neighbors.map((row) => row?.querySelector("[data-row-actions] button"));
  const places = [...buttons, document.querySelector("h1")];
  return places.filter((place) => place instanceof Element);
}

/** Focuses the first element that is still in the page; if the user has left the page, there is none. */
function focusFirst(elements: readonly Element[]): void {
  const found = elements.find(({ isConnected }) => isConnected);
  if (!(found instanceof HTMLElement)) return;
  if (found.tagName === "H1") found.tabIndex = -1;
  found.focus();
}
