import type { ResolveHost } from "./resolve-host";

/** There was no answer in time; the code is that of node:dns. */
class LookupTimeout extends Error {
  override name = "LookupTimeout";
  readonly code = "ETIMEOUT";
}

export interface LookupQueueOptions {
  /** The system's resolver, which cannot be told to stop. */
  lookup: ResolveHost;
  /** Whether the system's resolver will have an answer for this name soon, found out without occupying a thread. */
  answers: (hostname: string) => Promise<boolean>;
  /** Nobody waits longer than this, in milliseconds. */
  maxMs: number;
}

/**
 * Bounds what a silent name server can hold up. A look-up by the system occupies one of libuv's threads until it gives
 * up by itself, after ten seconds or a minute, and libuv gives look-ups two of its four threads. So two names whose
 * server is silent would hold up all others.
 *
 * Therefore one look-up at a time runs unasked; since it takes milliseconds, that is nearly always enough. While it
 * takes longer, the others do two things: they wait for its place, and it is found out whether a name server (or a
 * hosts file) says anything about them. Those go ahead, since the system will have its answer soon. The rest waits for
 * the place, so names that hang hold up nobody but each other, whosever they are. Callers of one name share a look-up.
 *
 * Not covered: a name server that answers this question and not the system's.
 */
export function createLookupQueue({ lookup, answers, maxMs }: LookupQueueOptions): ResolveHost {
  const running = new Map<string, Promise<readonly string[]>>();
  const waiting = new Set<() => void>();
  let taken = false;

  const lookupInPlace: ResolveHost = async (hostname) => {
    taken = true;
    try {
      return await lookup(hostname);
    } finally {
      taken = false;
      const [next] = waiting;
      next?.();
    }
  };

  const lookupInTurn: ResolveHost = (hostname) => {
    if (!taken) return lookupInPlace(hostname);
    return new Promise((done, fail) => {
      const leave = () => {
        clearTimeout(timer);
        return waiting.delete(takePlace);
      };
      const takePlace = () => {
        if (leave()) lookupInPlace(hostname).then(done, fail);
      };
      const timer = setTimeout(() => {
        if (leave()) fail(new LookupTimeout(`${hostname} waited too long for its look-up`));
      }, maxMs);
      waiting.add(takePlace);
      answers(hostname).then(
        (answered) => {
          if (answered && leave()) lookup(hostname).then(done, fail);
        },
        () => {},
      ); // It waits for its turn.
    });
  };

  return (hostname) => {
    const shared = running.get(hostname) ?? lookupInTurn(hostname).finally(() => running.delete(hostname));
    running.set(hostname, shared);
    return inTime(shared, maxMs);
  };
}

/** The answer, or an error after `maxMs`; the look-up itself goes on, and its name joins it until it has ended. */
function inTime<T>(answer: Promise<T>, maxMs: number): Promise<T> {
  return new Promise((done, fail) => {
    const timer = setTimeout(() => fail(new LookupTimeout("no answer to a look-up in time")), maxMs);
    answer.then(done, fail).finally(() => clearTimeout(timer));
  });
}
