import { useSyncExternalStore } from "react";

/** A dialog that keyboard shortcuts open over the page. One at a time. */
export type Layer = "palette" | "shortcuts";

let currentLayer: Layer | null = null;
const watchers = new Set<() => void>();

/** Opens a layer; null closes the open one. */
export function setCurrentLayer(layer: Layer | null): void {
  currentLayer = layer;
  for (const watcher of watchers) watcher();
}

export function useCurrentLayer(): Layer | null {
  return useSyncExternalStore(
    subscribe,
    () => currentLayer,
    () => null,
  );
}

function subscribe(watcher: () => void): () => void {
  watchers.add(watcher);
  return () => watchers.delete(watcher);
}
