"use client";

import dynamic from "next/dynamic";
import { useEffect } from "react";
import { matchShortcut, type Shortcut } from "./match-shortcut";
import type { NavigationGroup } from "./navigation";
import { openLayer, useLayer } from "./open-layer";
import { moveRow, resendRow, toggleRow } from "./row-keys";
import { ShortcutsDialog } from "./shortcuts-dialog";
import { singleKeysOn } from "./single-keys";

// Most people never open it: its code comes when they do.
const Palette = dynamic(() => import("./palette").then((module) => module.Palette), { ssr: false });

/** The keys of the portal, and the layers that they open. Once, in the shell. */
export function Keyboard({ groups, search }: { groups: NavigationGroup[]; search: boolean }) {
  const layer = useLayer();
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented) return;
      const shortcut = matchShortcut(event, { typing: isTyping(event.target), singleKeysOn: singleKeysOn() });
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

/** The search box that can be seen; where the screen is too narrow for one, the palette does the same. */
function focusSearch(): void {
  const boxes = document.querySelectorAll<HTMLInputElement>("[data-search-box]");
  const seen = [...boxes].find((box) => box.getClientRects().length > 0);
  if (!seen) openLayer("palette");
  seen?.focus();
  seen?.select();
}

/** Whether keys belong to what has the focus: a control, or a dialog or menu that is open. */
function isTyping(target: EventTarget | null): boolean {
  const taken =
    "input, textarea, select, [contenteditable=true], [role=dialog], [role=alertdialog], [role=menu]";
  if (target instanceof Element && target.closest(taken)) return true;
  return document.querySelector("[role=dialog], [role=alertdialog], [role=menu]") !== null;
}
