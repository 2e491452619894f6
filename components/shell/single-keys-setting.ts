import { useSyncExternalStore } from "react";

const storageKey = "hookledger-single-keys";
const listeners = new Set<() => void>();

/** The setting if the browser did not store it; otherwise null. */
let unstoredSetting: boolean | null = null;

/**
 * Whether single-key shortcuts are on. WCAG 2.1.4 requires a way to turn them off. The setting is stored in this browser or, if the
 * browser blocks storage, kept until the page is reloaded.
 */
export function areSingleKeysOn(): boolean {
  if (unstoredSetting !== null) return unstoredSetting;
  try {
    return localStorage.getItem(storageKey) !== "off";
  } catch {
    return true;
  }
}

export function setSingleKeysOn(on: boolean): void {
  try {
    localStorage.setItem(storageKey, on ? "on" : "off");
    unstoredSetting = null;
  } catch {
    unstoredSetting = on;
  }
  for (const listener of listeners) listener();
}

export function useSingleKeysOn(): boolean {
  return useSyncExternalStore(subscribe, areSingleKeysOn, () => true);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  window.addEventListener("storage", listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener("storage", listener);
  };
}
