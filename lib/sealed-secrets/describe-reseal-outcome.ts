import { listEncryptionKeyIds } from "../crypto/seal";
import { describeCounts, type SealedCount } from "./count-sealed";

export interface ResealOutcome {
  /** Whether the current key sealed every secret. */
  complete: boolean;
  lines: string[];
}

/** Describes the outcome of a reseal for the operator: which old keys can be removed, and which secrets could not be opened. */
export function describeResealOutcome(counts: readonly SealedCount[]): ResealOutcome {
  const [current, ...oldKeyIds] = listEncryptionKeyIds();
  const remainingCounts = counts.filter(({ key }) => key !== "current");
  const ids = [...new Set(remainingCounts.map(({ keyId }) => keyId))];
  const failureLines = ids.map((id) => {
    const secrets = describeCounts(remainingCounts.filter(({ keyId }) => keyId === id));
    return oldKeyIds.includes(id)
      ? `Not resealed: ${secrets}. The key ${id} is configured, but these secrets are damaged or were just written by a process with other settings. Restart the web and worker processes with the new settings and run this command again.`
      : `Not resealed: ${secrets}. The key that sealed these secrets (id ${id}) is not in HOOKLEDGER_ENCRYPTION_KEY. Add that key there, after a comma, and run this command again, or enter these secrets again.`;
  });
  const unusedKeyIds = oldKeyIds.filter((id) => !ids.includes(id));
  const subject =
    unusedKeyIds.length === 1
      ? `The old key ${unusedKeyIds[0]} is`
      : `The old keys ${unusedKeyIds.join(", ")} are`;
  return {
    complete: remainingCounts.length === 0,
    lines: [
      ...(remainingCounts.length === 0 ? [`All secrets are sealed with the key ${current}.`] : failureLines),
      ...(unusedKeyIds.length > 0
        ? [
            `${subject} no longer needed. Remove ${unusedKeyIds.length === 1 ? "it" : "them"} from HOOKLEDGER_ENCRYPTION_KEY, and restart the web and worker processes.`,
          ]
        : []),
    ],
  };
}
