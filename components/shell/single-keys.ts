import { useSyncExternalStore } from "react";

const key = "hookledger-single-keys";
const watchers = new Set<() => void>();

/** Whether keys without Ctrl or Cmd do something (WCAG 2.1.4: they can be switched off). Kept in this browser. */
export function singleKeysOn(): boolean {
  try {
    return localStorage.getItem(key) !== "off";
  } catch {
    // A browser that keeps nothing for us: as it comes.
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
