import { encryptionKeyIds } from "../crypto/seal";
import { describeCounts, type SealedCount } from "./count-sealed";

export interface Outcome {
  /** Whether the current key seals every secret. */
  complete: boolean;
  lines: string[];
}

/** The result of a run of reseal as text: which old keys can be removed, and what could not be opened. */
export function describeOutcome(counts: readonly SealedCount[]): Outcome {
  const [current, ...old] = encryptionKeyIds();
  const left = counts.filter(({ key }) => key !== "current");
  const ids = [...new Set(left.map(({ keyId }) => keyId))];
  const unopened = ids.map((id) => {
    const secrets = describeCounts(left.filter(({ keyId }) => keyId === id));
    return old.includes(id)
      ? `Not resealed: ${secrets}. The key ${id} is set, but these are damaged, or a process with other settings has just written them. Restart web and worker with the new settings and run this again.`
      : `Not resealed: ${secrets}. The key that sealed them (id ${id}) is not in HOOKLEDGER_ENCRYPTION_KEY. Add it there after a comma and run this again, or enter these secrets again.`;
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
