/** What a key does. */
export type Shortcut = "palette" | "search" | "shortcuts" | "next" | "previous" | "open" | "resend";

export const singleKeys: Record<string, Exclude<Shortcut, "palette">> = {
  "/": "search",
  "?": "shortcuts",
  j: "next",
  k: "previous",
  x: "open",
  r: "resend",
};

export interface PressedKey {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  isComposing: boolean;
  repeat: boolean;
}

/**
 * What a pressed key stands for, or null.
 * @param typing the focus is where text is typed or chosen, or in a dialog or menu: then single keys are text.
 */
export function matchShortcut(
  { key, ctrlKey, metaKey, altKey, isComposing, repeat }: PressedKey,
  { typing, singleKeysOn }: { typing: boolean; singleKeysOn: boolean },
): Shortcut | null {
  if (isComposing) return null;
  if ((ctrlKey || metaKey) && !altKey && key.toLowerCase() === "k") return "palette";
  if (ctrlKey || metaKey || altKey || typing || !singleKeysOn) return null;
  const shortcut = singleKeys[key] ?? null;
  // Held down, a key may walk through rows but not open a dialog again and again.
  return repeat && shortcut !== "next" && shortcut !== "previous" ? null : shortcut;
}
