/** The action of a keyboard shortcut. */
export type Shortcut =
  | "palette"
  | "search"
  | "shortcuts"
  | "next"
  | "previous"
  | "open"
  | "select"
  | "resend";

export const shortcutByKey: Record<string, Exclude<Shortcut, "palette">> = {
  "/": "search",
  "?": "shortcuts",
  j: "next",
  k: "previous",
  x: "open",
  s: "select",
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
 * The shortcut for a pressed key, or null.
 * @param typing the focus is in a control, dialog or menu, where single keys are not shortcuts.
 */
export function matchShortcut(
  { key, ctrlKey, metaKey, altKey, isComposing, repeat }: PressedKey,
  { typing, singleKeysOn }: { typing: boolean; singleKeysOn: boolean },
): Shortcut | null {
  if (isComposing) return null;
  if ((ctrlKey || metaKey) && !altKey && key.toLowerCase() === "k") return "palette";
  if (ctrlKey || metaKey || altKey || typing || !singleKeysOn) return null;
  const shortcut = shortcutByKey[key] ?? null;
  // A key held down moves through rows, but does not open a dialog repeatedly.
  return repeat && shortcut !== "next" && shortcut !== "previous" ? null : shortcut;
}
