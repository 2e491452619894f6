import { useSyncExternalStore } from "react";

/** A dialog that keyboard shortcuts open over the page. One at a time. */
export type Layer = "palette" | "shortcuts";

let current: Layer | null = null;
const watchers = new Set<() => void>();

/** Opens a layer; null closes the open one. */
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
