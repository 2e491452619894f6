import { useSyncExternalStore } from "react";

/** What lies over the page at the call of a key. One at a time. */
export type Layer = "palette" | "shortcuts";

let current: Layer | null = null;
const watchers = new Set<() => void>();

/** Opens a layer, or closes what is open. Anything may call it: a key, a menu, a button. */
export function openLayer(layer: Layer | null): void {
  current = layer;
  for (const watcher of watchers) watcher();
}

export function useLayer(): Layer | null {
  return useSyncExternalStore(
    watch,
    () => current,
    () => null,
  );
}

function watch(watcher: () => void): () => void {
  watchers.add(watcher);
  return () => watchers.delete(watcher);
}
