"use client";

import dynamic from "next/dynamic";
import { useEffect } from "react";
import { matchShortcut, type Shortcut } from "./match-shortcut";
import type { NavigationGroup } from "./navigation";
import { openLayer, useLayer } from "./open-layer";
import { moveRow, resendRow, toggleRow } from "./row-keys";
import { ShortcutsDialog } from "./shortcuts-dialog";
import { areSingleKeysOn } from "./single-keys";

// Few users open it, so its code is loaded on demand.
const Palette = dynamic(() => import("./palette").then((module) => module.Palette), { ssr: false });

/** The keyboard shortcuts of the portal and the dialogs they open. Rendered once, in the shell. */
export function Keyboard({ groups, search }: { groups: NavigationGroup[]; search: boolean }) {
  const layer = useLayer();
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented) return;
      const shortcut = matchShortcut(event, {
        typing: isTyping(event.target),
        singleKeysOn: areSingleKeysOn(),
      });
      if (!shortcut) return;
      event.preventDefault();
      if (shortcut !== "search") handlers[shortcut]();
      else if (search) focusSearch();
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [search]);
  return (
    <>
      {layer === "palette" && <Palette groups={groups} search={search} />}
      <ShortcutsDialog open={layer === "shortcuts"} search={search} />
    </>
  );
}

const handlers: Record<Exclude<Shortcut, "search">, () => void> = {
  palette: () => openLayer("palette"),
  shortcuts: () => openLayer("shortcuts"),
  next: () => moveRow(1),
  previous: () => moveRow(-1),
  open: toggleRow,
  resend: resendRow,
};

/** Focuses the visible search box; a narrow screen has none and opens the palette instead. */
function focusSearch(): void {
  const boxes = document.querySelectorAll<HTMLInputElement>("[data-search-box]");
  const visible = [...boxes].find((box) => box.getClientRects().length > 0);
  if (!visible) openLayer("palette");
  visible?.focus();
  visible?.select();
}

/** Whether keys belong to the focused control, or to an open dialog or menu. */
function isTyping(target: EventTarget | null): boolean {
  const controls =
    "input, textarea, select, [contenteditable=true], [role=dialog], [role=alertdialog], [role=menu]";
  if (target instanceof Element && target.closest(controls)) return true;
  return document.querySelector("[role=dialog], [role=alertdialog], [role=menu]") !== null;
}
