/** What the user is at: the row or control under the mouse, otherwise the one with the focus. */
function findAnchor(pointer: { x: number; y: number } | null): Element | null {
  const main = document.getElementById("content");
  const hovered = pointer && document.elementFromPoint(pointer.x, pointer.y);
  for (const element of [hovered, document.activeElement]) {
    const part = element?.closest("tr, li, a, button, input, dl > div, section, h1, h2, p") ?? element;
    if (main && part && part !== main && main.contains(part)) return part;
  }
  return null;
}

/**
 * Keeps what the user is at where it is on the screen while the page is rendered again, by scrolling as far as it moved. If the page is too
 * short for that, its content gets room above or below.
 * @param pointer where the mouse is; null if it is not over the page or the user has no mouse
 * @returns a function that stops this
 */
export function keepPlace(pointer: { x: number; y: number } | null): () => void {
  const main = document.getElementById("content");
  const anchor = findAnchor(pointer);
  if (!main || !anchor) return () => {};
  let top = anchor.getBoundingClientRect().top;
  const restore = () => {
    if (!anchor.isConnected) return;
    const moved = anchor.getBoundingClientRect().top - top;
    if (Math.abs(moved) < 1) return;
    makeRoom(main, moved);
    window.scrollBy({ top: moved, behavior: "instant" });
    top = anchor.getBoundingClientRect().top;
  };
  // The user may scroll meanwhile.
  const onScroll = () => {
    top = anchor.getBoundingClientRect().top;
  };
  const observer = new MutationObserver(restore);
  observer.observe(main, { childList: true, subtree: true, characterData: true });
  window.addEventListener("scroll", onScroll, { passive: true });
  return () => {
    restore();
    observer.disconnect();
    window.removeEventListener("scroll", onScroll);
  };
}

/** Makes the page long enough to be scrolled by this distance. */
function makeRoom(main: HTMLElement, distance: number): void {
  const { scrollHeight, clientHeight } = document.documentElement;
  const available = distance > 0 ? scrollHeight - clientHeight - window.scrollY : window.scrollY;
  const missing = Math.ceil(Math.abs(distance) - available);
  if (missing <= 0) return;
  const { height, bottom } = main.getBoundingClientRect();
  if (distance > 0) {
    const belowMain = Math.max(0, clientHeight - (bottom + window.scrollY));
    main.style.minHeight = `${height + belowMain + missing}px`;
  } else main.style.paddingTop = `${Number.parseFloat(getComputedStyle(main).paddingTop) + missing}px`;
}

/** Takes back the room that keepPlace made, when another page is shown. */
export function takeRoomBack(): void {
  const main = document.getElementById("content");
  main?.style.removeProperty("padding-top");
  main?.style.removeProperty("min-height");
}
