import type { ResolveHost } from "./resolve-host";

/** The error when a lookup has no result in time. It has the code that node:dns uses for a timeout. */
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
 * Therefore one lookup at a time runs without a check. It usually takes milliseconds, so one slot is nearly always enough. If it
 * takes longer, other lookups wait for the slot, and meanwhile a probe asks whether a name server (or a hosts file) responds for
 * their names. A lookup whose name gets a response starts without the slot, since the system will have its result soon. The others
 * keep waiting for the slot, so names whose servers are silent delay only each other. Callers of the same name share a lookup.
 *
 * Not covered: a name server that responds to the probe but not to the system.
 */
export function createLookupQueue({ lookup, responds, maxMs }: LookupQueueOptions): ResolveHost {
  const runningLookups = new Map<string, Promise<readonly string[]>>();
  const waitingLookups = new Set<() => void>();
  let isSlotTaken = false;

  const lookupInSlot: ResolveHost = async (hostname) => {
    isSlotTaken = true;
    try {
      return await lookup(hostname);
    } finally {
      isSlotTaken = false;
      const [next] = waitingLookups;
      next?.();
    }
  };

  const queueLookup: ResolveHost = (hostname) => {
    if (!isSlotTaken) return lookupInSlot(hostname);
    return new Promise((done, fail) => {
      const leaveQueue = () => {
        clearTimeout(timer);
        return waitingLookups.delete(takeSlot);
      };
      const takeSlot = () => {
        if (leaveQueue()) lookupInSlot(hostname).then(done, fail);
      };
      const timer = setTimeout(() => {
        if (leaveQueue()) fail(new LookupTimeout(`the lookup of ${hostname} waited too long in the queue`));
      }, maxMs);
      waitingLookups.add(takeSlot);
      responds(hostname).then(
        (responding) => {
          if (responding && leaveQueue()) lookup(hostname).then(done, fail);
        },
        // If the probe fails, the lookup keeps waiting for the slot.
        () => {},
      );
    });
  };

  return (hostname) => {
    const sharedLookup =
      runningLookups.get(hostname) ?? queueLookup(hostname).finally(() => runningLookups.delete(hostname));
    runningLookups.set(hostname, sharedLookup);
    return withTimeout(sharedLookup, maxMs);
  };
}

/** Returns the result, or rejects after `maxMs`. The lookup itself continues, and later callers join it until it ends. */
function withTimeout<T>(result: Promise<T>, maxMs: number): Promise<T> {
  return new Promise((done, fail) => {
    const timer = setTimeout(() => fail(new LookupTimeout("lookup timed out")), maxMs);
    result.then(done, fail).finally(() => clearTimeout(timer));
  });
}
