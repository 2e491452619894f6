"use client";

import { usePathname, useRouter } from "next/navigation";
import {
  createContext,
  type ReactNode,
  useContext,
  useEffect,
  useEffectEvent,
  useRef,
  useState,
  useTransition,
} from "react";
import { keepPlace, takeRoomBack } from "./keep-place";
import { LiveLoop } from "./live-loop";

interface Live {
  loop: LiveLoop;
  /** Renders the page again, as soon as no text is selected. */
  refresh: () => void;
}

const LiveContext = createContext<Live | null>(null);

const selectionRetryMs = 500;
/** How much longer than a refresh took the next one waits at least. */
const restFactor = 2;

/** Lets the page inside follow the ledger. It is the same for all pages that the user opens, so a pause stays. */
export function LiveProvider({ children }: { children: ReactNode }) {
  const router = useRouter();
  const path = usePathname();
  const [loop] = useState(() => new LiveLoop());
  const [isRefreshing, startRefresh] = useTransition();
  const pointer = useRef<{ x: number; y: number } | null>(null);
  const current = useRef<{ startedAt: number; release: () => void } | null>(null);
  const nextAt = useRef(0);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  function refresh() {
    clearTimeout(timer.current);
    const waitMs =
      current.current || isSelectingText() ? selectionRetryMs : nextAt.current - performance.now();
    if (waitMs > 0) {
      timer.current = setTimeout(refresh, waitMs);
      return;
    }
    current.current = { startedAt: performance.now(), release: keepPlace(pointer.current) };
    startRefresh(() => router.refresh());
  }

  const onRefreshed = useEffectEvent(() => {
    const { startedAt, release } = current.current ?? { startedAt: performance.now(), release: () => {} };
    current.current = null;
    const now = performance.now();
    nextAt.current = now + restFactor * (now - startedAt);
    release();
    loop.markUpdated();
  });
  useEffect(() => {
    if (!isRefreshing && current.current) onRefreshed();
  }, [isRefreshing]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the path is the reason to run
  useEffect(() => {
    loop.startOver();
    return takeRoomBack;
  }, [loop, path]);

  useEffect(() => {
    const onMove = ({ clientX: x, clientY: y, pointerType }: PointerEvent) => {
      pointer.current = pointerType === "mouse" ? { x, y } : null;
    };
    const onLeave = () => {
      pointer.current = null;
    };
    const onVisibility = () => loop.restart();
    document.addEventListener("pointermove", onMove, { passive: true });
    document.documentElement.addEventListener("pointerleave", onLeave);
    document.addEventListener("visibilitychange", onVisibility);
    return () => {
      loop.stop();
      clearTimeout(timer.current);
      document.removeEventListener("pointermove", onMove);
      document.documentElement.removeEventListener("pointerleave", onLeave);
      document.removeEventListener("visibilitychange", onVisibility);
    };
  }, [loop]);

  return <LiveContext value={{ loop, refresh }}>{children}</LiveContext>;
}

/** Outside of a portal page, for example in a test of a component, nothing is followed. */
export function useLive(): Live | null {
  return useContext(LiveContext);
}

function isSelectingText(): boolean {
  return document.getSelection()?.type === "Range";
}
