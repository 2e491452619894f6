import type { FollowedWatch } from "./schema";

/** Something on the page that follows the ledger. */
export interface Watcher {
  /** Its kind and parameters, as the route /live understands them: "deliveries?state=failed". */
  name: string;
  /** The revision that the page shows; undefined: that of the time of `since`. */
  known?: string | undefined;
  knownNewRows?: number | undefined;
  /** The position up to which it is known to be up to date. */
  since?: string | undefined;
  /** Called when what the page should show differs from what it shows. */
  onChange(state: NonNullable<FollowedWatch["state"]>): void;
}

/** "ended": signed out, or something on the page can no longer be read. `updatedAt`: when the page was last known to be up to date. */
export interface LiveState {
  kind: "live" | "paused" | "offline" | "ended";
  updatedAt: number | null;
}

const retryMs = 5_000;
/** The least time between two requests. */
const minIntervalMs = 500;

/**
 * Follows everything that the page watches with one request at a time, which waits on the server until something has changed. A page that is
 * hidden or paused has no request open.
 */
export class LiveLoop {
  #state: LiveState = { kind: "live", updatedAt: null };
  readonly #watchers = new Set<Watcher>();
  readonly #listeners = new Set<() => void>();
  #run: AbortController | undefined;
  #isPaused = false;

  /** Follows a watcher. Returns a function that stops this. */
  add(watcher: Watcher): () => void {
    this.#watchers.add(watcher);
    this.restart();
    return () => {
      this.#watchers.delete(watcher);
      this.restart();
    };
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  getState = (): LiveState => this.#state;

  togglePause(): void {
    this.#isPaused = !this.#isPaused;
    this.#setState({ kind: this.#isPaused ? "paused" : "live" });
    this.restart();
  }

  /** Another page is shown, as it is now. What ended on the page before it may not have ended here. */
  startOver(): void {
    const kind = this.#state.kind === "ended" ? "live" : this.#state.kind;
    this.#setState({ kind, updatedAt: Date.now() });
    this.restart();
  }

  /** The page has been rendered again. */
  markUpdated(): void {
    this.#setState({ updatedAt: Date.now() });
  }

  /** Begins with a new request: what is watched has changed, or the page has become visible or hidden. */
  restart(): void {
    this.#run?.abort();
    this.#run = undefined;
    if (this.#isPaused || this.#state.kind === "ended" || document.hidden || this.#watchers.size === 0)
      return;
    const run = new AbortController();
    this.#run = run;
    // Components that are added or removed together share a request.
    setTimeout(() => void this.#follow(run.signal), 0);
  }

  stop(): void {
    this.#run?.abort();
    this.#run = undefined;
  }

  async #follow(signal: AbortSignal): Promise<void> {
    while (!signal.aborted && this.#state.kind !== "ended") {
      const startedAt = performance.now();
      const isReached = await this.#ask(signal);
      if (signal.aborted) return;
      const intervalMs = isReached ? minIntervalMs : retryMs;
      await new Promise((resolve) =>
        setTimeout(resolve, Math.max(0, startedAt + intervalMs - performance.now())),
      );
    }
  }

  /** Makes a request. Returns false if the server could not be reached. */
  async #ask(signal: AbortSignal): Promise<boolean> {
    const watchers = [...this.#watchers];
    try {
      const response = await fetch(buildHref(watchers), { signal, cache: "no-store" });
      if (response.status === 401) {
        this.#setState({ kind: "ended" });
        return true;
      }
      if (!response.ok) throw new Error(`status ${response.status}`);
      const { watches } = (await response.json()) as { watches: FollowedWatch[] };
      if (signal.aborted) return true;
      this.#setState({ kind: "live", updatedAt: Date.now() });
      for (const [index, watcher] of watchers.entries()) this.#apply(watcher, watches[index]);
      return true;
    } catch {
      if (!signal.aborted) this.#setState({ kind: "offline" });
      return false;
    }
  }

  #apply(watcher: Watcher, followed: FollowedWatch | undefined): void {
    if (!followed) return;
    const { since, state } = followed;
    if (state === null) {
      this.#setState({ kind: "ended" });
      return;
    }
    watcher.since = since;
    if (!state) return;
    const { revision, newRows = 0 } = state;
    watcher.known = revision;
    watcher.knownNewRows = newRows;
    if (followed.changed) watcher.onChange(state);
  }

  #setState(change: Partial<LiveState>): void {
    this.#state = { ...this.#state, ...change };
    for (const listener of this.#listeners) listener();
  }
}

function buildHref(watchers: readonly Watcher[]): string {
  const params = watchers.map(({ name, known, knownNewRows, since }) => [
    "watch",
    JSON.stringify({ name, known, knownNewRows, since }),
  ]);
  return `/live?${new URLSearchParams(params)}`;
}
