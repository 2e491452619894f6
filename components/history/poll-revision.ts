/**
 * Asks for the revision at `href` again and again, and calls `onChange` when it is no longer `revision`. Only while
 * the tab can be seen; at once when it comes back. `pause` says how long until the next look, null: no more.
 * @returns stops it.
 */
export function pollRevision({
  href,
  revision,
  pause,
  onChange,
  onSignedOut,
}: {
  href: string;
  revision: string;
  pause: (now: number) => number | null;
  onChange: () => void;
  onSignedOut: () => void;
}): () => void {
  const stopped = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let looking = false;

  function plan() {
    clearTimeout(timer);
    const wait = pause(Date.now());
    if (wait !== null && !stopped.signal.aborted) timer = setTimeout(look, wait);
  }

  async function look() {
    if (document.hidden || looking) return;
    looking = true;
    const found = await fetchRevision(href, stopped.signal);
    looking = false;
    if (stopped.signal.aborted) return;
    if (found === "signed-out") return onSignedOut();
    // Text that somebody is selecting must not move; it is shown at the next look after.
    if (found !== "unreachable" && found.revision !== revision && !isSelecting()) onChange();
    plan();
  }

  const onVisible = () => {
    if (!document.hidden && pause(Date.now()) !== null) void look();
  };
  document.addEventListener("visibilitychange", onVisible);
  plan();
  return () => {
    stopped.abort();
    clearTimeout(timer);
    document.removeEventListener("visibilitychange", onVisible);
  };
}

async function fetchRevision(
  href: string,
  signal: AbortSignal,
): Promise<{ revision: string } | "signed-out" | "unreachable"> {
  try {
    const response = await fetch(href, { signal, cache: "no-store" });
    if (response.status === 401 || response.status === 403) return "signed-out";
    return response.ok ? { revision: await response.text() } : "unreachable";
  } catch {
    // Offline for a moment, or stopped: the next look tells.
    return "unreachable";
  }
}

function isSelecting(): boolean {
  return document.getSelection()?.type === "Range";
}
