"use client";

import { useEffect, useEffectEvent } from "react";
import { useLive } from "./live-provider";
import type { ListState } from "./schema";

/**
 * Follows a watch of the route /live while the component is on the page.
 * @param watch its kind and parameters; null: nothing is followed
 * @param revision what the page shows; if it is not known, `since` is the position at which the page began to be read
 * @param onChange gets what the page should show when that differs
 */
export function useWatch(
  watch: string | null,
  { revision, since }: { revision?: string | undefined; since?: string | undefined },
  onChange: (state: ListState) => void,
): void {
  const loop = useLive()?.loop;
  const change = useEffectEvent(onChange);
  // The first revision counts: later ones are rendered because of a refresh, and the loop knows what it was made for.
  const start = useEffectEvent((name: string) =>
    loop?.add({ name, known: revision, since, onChange: (state) => change(state) }),
  );
  useEffect(() => (watch === null || !loop ? undefined : start(watch)), [watch, loop]);
}

/** Renders the page again in place whenever what it shows of this watch changes. Shows nothing itself. */
export function LiveWatch({ watch, ...shown }: { watch: string; revision?: string; since?: string }) {
  const live = useLive();
  useWatch(watch, shown, () => live?.refresh());
  return null;
}
