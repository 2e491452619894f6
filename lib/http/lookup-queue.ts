import type { ResolveHost } from "./resolve-host";

/** No result in time; with the code that node:dns uses for it. */
class LookupTimeout extends Error {
  override name = "LookupTimeout";
  readonly code = "ETIMEOUT";
}

export interface LookupQueueOptions {
  /** The system's resolver, which cannot be canceled. */
  lookup: ResolveHost;
  /** Whether the system's resolver will have a result for this name soon, determined without occupying a thread. */
  responds: (hostname: string) => Promise<boolean>;
  /** The longest wait of a caller, in milliseconds. */
  maxMs: number;
}

/**
 * Limits how long a silent name server can delay other lookups. A lookup by the system occupies one of libuv's threads until
 * it times out, after ten seconds or a minute, and libuv allows lookups half of its threads: two, unless UV_THREADPOOL_SIZE
 * is set. So two names whose servers are silent would delay all others.
 *
 * Therefore one lookup at a time runs without a check; it takes milliseconds, so that is nearly always enough. If it takes
 * longer, other lookups wait for its slot, and meanwhile a probe asks whether a name server (or a hosts file) responds for
 * their names. If so, they go ahead, since the system will have its result soon. The rest wait for the slot, so names that
 * hang delay only each other. Callers of the same name share a lookup.
 *
 * Not covered: a name server that responds to the probe but not to the system.
 */
export function createLookupQueue({ lookup, responds, maxMs }: LookupQueueOptions): ResolveHost {
  const runningLookups = new Map<string, Promise<readonly string[]>>();
  const waitingStarts = new Set<() => void>();
  let isSlotTaken = false;

  const lookupInSlot: ResolveHost = async (hostname) => {
    isSlotTaken = true;
    try {
      return await lookup(hostname);
    } finally {
      isSlotTaken = false;
      const [next] = waitingStarts;
      next?.();
    }
  };

  const queueLookup: ResolveHost = (hostname) => {
    if (!isSlotTaken) return lookupInSlot(hostname);
    return new Promise((done, fail) => {
      const leave = () => {
        clearTimeout(timer);
        return waitingStarts.delete(takeSlot);
      };
      const takeSlot = () => {
        if (leave()) lookupInSlot(hostname).then(done, fail);
      };
      const timer = setTimeout(() => {
        if (leave()) fail(new LookupTimeout(`the lookup of ${hostname} waited too long in the queue`));
      }, maxMs);
      waitingStarts.add(takeSlot);
      responds(hostname).then(
        (responding) => {
          if (responding && leave()) lookup(hostname).then(done, fail);
        },
        // A failed probe: it waits for its slot.
        () => {},
      );
    });
  };

  return (hostname) => {
    const shared =
      runningLookups.get(hostname) ?? queueLookup(hostname).finally(() => runningLookups.delete(hostname));
    runningLookups.set(hostname, shared);
    return withTimeout(shared, maxMs);
  };
}

/** The result, or an error after `maxMs`. The lookup itself continues, and later callers join it until it ends. */
function withTimeout<T>(result: Promise<T>, maxMs: number): Promise<T> {
  return new Promise((done, fail) => {
    const timer = setTimeout(() => fail(new LookupTimeout("lookup timed out")), maxMs);
    result.then(done, fail).finally(() => clearTimeout(timer));
  });
}
