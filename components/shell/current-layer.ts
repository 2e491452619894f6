import { useSyncExternalStore } from "react";

/** A dialog that a keyboard shortcut opens over the page. Only one can be open at a time. */
export type Layer = "palette" | "shortcuts";

let currentLayer: Layer | null = null;
const listeners = new Set<() => void>();

/** Opens a layer; null closes the open one. */
export function setCurrentLayer(layer: Layer | null): void {
  currentLayer = layer;
  for (const listener of listeners) listener();
}

export function useCurrentLayer(): Layer | null {
  return useSyncExternalStore(
    subscribe,
    () => currentLayer,
    () => null,
  );
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
