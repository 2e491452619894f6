import { useSyncExternalStore } from "react";

const storageKey = "hookledger-single-keys";
const watchers = new Set<() => void>();

/** The setting if the browser did not store it; otherwise null. */
let notStored: boolean | null = null;

/**
 * Whether single-key shortcuts are on. WCAG 2.1.4 requires a way to turn them off. Stored in this browser; if it blocks storage,
 * kept until the page is reloaded.
 */
export function areSingleKeysOn(): boolean {
  if (notStored !== null) return notStored;
  try {
    return localStorage.getItem(storageKey) !== "off";
  } catch {
    return true;
  }
}

export function setSingleKeysOn(on: boolean): void {
  try {
    localStorage.setItem(storageKey, on ? "on" : "off");
    notStored = null;
  } catch {
    notStored = on;
  }
  for (const watcher of watchers) watcher();
}

export function useSingleKeysOn(): boolean {
  return useSyncExternalStore(subscribe, areSingleKeysOn, () => true);
}

function subscribe(watcher: () => void): () => void {
  watchers.add(watcher);
  window.addEventListener("storage", watcher);
  return () => {
    watchers.delete(watcher);
    window.removeEventListener("storage", watcher);
  };
}
