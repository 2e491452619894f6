import { useSyncExternalStore } from "react";

const key = "hookledger-single-keys";
const watchers = new Set<() => void>();

/** Whether single-key shortcuts are on. WCAG 2.1.4 requires a way to turn them off. Stored in this browser. */
export function singleKeysOn(): boolean {
  try {
    return localStorage.getItem(key) !== "off";
  } catch {
    // The browser blocks storage: use the default.
    return true;
  }
}

export function setSingleKeys(on: boolean): void {
  try {
    localStorage.setItem(key, on ? "on" : "off");
  } finally {
    for (const watcher of watchers) watcher();
  }
}

export function useSingleKeys(): boolean {
  return useSyncExternalStore(watch, singleKeysOn, () => true);
}

function watch(watcher: () => void): () => void {
  watchers.add(watcher);
  window.addEventListener("storage", watcher);
  return () => {
    watchers.delete(watcher);
    window.removeEventListener("storage", watcher);
  };
}
