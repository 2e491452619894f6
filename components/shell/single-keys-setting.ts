import { useSyncExternalStore } from "react";

const storageKey = "hookledger-single-keys";
const watchers = new Set<() => void>();

/** Whether single-key shortcuts are on. WCAG 2.1.4 requires a way to turn them off. Stored in this browser. */
export function areSingleKeysOn(): boolean {
  try {
    return localStorage.getItem(storageKey) !== "off";
  } catch {
    // The browser blocks storage: use the default.
    return true;
  }
}

export function setSingleKeysOn(on: boolean): void {
  try {
    localStorage.setItem(storageKey, on ? "on" : "off");
  } finally {
    for (const watcher of watchers) watcher();
  }
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
