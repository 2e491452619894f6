import { encryptionKeyIds } from "../crypto/seal";
import { describeCounts, type SealedCount } from "./count-sealed";

export interface Outcome {
  /** Whether the current key seals every secret. */
  complete: boolean;
  lines: string[];
}

/** What a run of reseal came to, in words: which old keys can go, and what could not be opened. */
export function describeOutcome(counts: readonly SealedCount[]): Outcome {
  const [current, ...old] = encryptionKeyIds();
  const left = counts.filter(({ key }) => key !== "current");
  const ids = [...new Set(left.map(({ keyId }) => keyId))];
  const unopened = ids.map((id) => {
    const secrets = describeCounts(left.filter(({ keyId }) => keyId === id));
    return old.includes(id)
      ? `Not sealed anew: ${secrets}. The key ${id} is there, but these are damaged, or were just written by a process with other settings. Restart web and worker with the new settings and run this again.`
      : `Not sealed anew: ${secrets}. The key that sealed them (id ${id}) is not in HOOKLEDGER_ENCRYPTION_KEY. Add it there after a comma and run this again, or give these secrets again.`;
  });
  const free = old.filter((id) => !ids.includes(id));
  const some = free.length === 1 ? `The old key ${free[0]} seals` : `The old keys ${free.join(", ")} seal`;
  return {
    complete: left.length === 0,
    lines: [
      ...(left.length === 0 ? [`The key ${current} seals every secret.`] : unopened),
      ...(free.length > 0
        ? [`${some} nothing any more. Remove it from HOOKLEDGER_ENCRYPTION_KEY, and restart web and worker.`]
        : []),
    ],
  };
}
