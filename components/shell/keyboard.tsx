"use client";

import { useEffect } from "react";
import { CommandPalette } from "./command-palette";
import { setCurrentLayer, useCurrentLayer } from "./current-layer";
import { matchShortcut, type Shortcut } from "./match-shortcut";
import type { NavigationGroup } from "./navigation";
import { moveRowFocus, openResendDialog, selectRow, toggleRow } from "./row-shortcuts";
import { ShortcutsDialog } from "./shortcuts-dialog";
import { areSingleKeysOn } from "./single-keys-setting";

/** What the keyboard does on every page: shortcuts, the dialogs they open, and a focus that can be seen. Rendered once, in the shell. */
export function Keyboard({ groups, canSearch }: { groups: NavigationGroup[]; canSearch: boolean }) {
  const layer = useCurrentLayer();
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented) return;
      const shortcut = matchShortcut(event, {
        typing: isTypingOrInDialog(event.target),
        singleKeysOn: areSingleKeysOn(),
      });
      if (!shortcut) return;
      event.preventDefault();
      if (shortcut !== "search") handlerByShortcut[shortcut]();
      else if (canSearch) setCurrentLayer("palette");
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [canSearch]);
  useEffect(() => {
    document.addEventListener("focusin", scrollIntoSight);
    return () => document.removeEventListener("focusin", scrollIntoSight);
  }, []);
  return (
    <>
      {layer === "palette" && <CommandPalette groups={groups} canSearch={canSearch} />}
      <ShortcutsDialog open={layer === "shortcuts"} canSearch={canSearch} />
    </>
  );
}

/**
 * Scrolls all of what gets the keyboard focus into sight. Browsers do so by themselves only if nothing of it can be seen, so that one
 * pixel beside a bar or at the edge of a table would be enough for them.
 */
function scrollIntoSight({ target }: FocusEvent): void {
  if (target instanceof Element && target.matches(":focus-visible"))
    target.scrollIntoView({ block: "nearest", inline: "nearest" });
}

const handlerByShortcut: Record<Exclude<Shortcut, "search">, () => void> = {
  palette: () => setCurrentLayer("palette"),
  shortcuts: () => setCurrentLayer("shortcuts"),
  next: () => moveRowFocus(1),
  previous: () => moveRowFocus(-1),
  open: toggleRow,
  select: selectRow,
  resend: openResendDialog,
};

/** Whether keys belong to the focused control, or to an open dialog or menu. */
function isTypingOrInDialog(target: EventTarget | null): boolean {
  const controls =
    "input:not([type=checkbox]), textarea, select, [contenteditable=true], [role=dialog], [role=alertdialog], [role=menu]";
  if (target instanceof Element && target.closest(controls)) return true;
  return document.querySelector("[role=dialog], [role=alertdialog], [role=menu]") !== null;
}
