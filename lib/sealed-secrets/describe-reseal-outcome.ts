import { encryptionKeyIds } from "../crypto/seal";
import { describeCounts, type SealedCount } from "./count-sealed";

export interface ResealOutcome {
  /** Whether the current key sealed every secret. */
  complete: boolean;
  lines: string[];
}

/** The outcome of a reseal for the operator: which old keys can be removed, and which secrets could not be opened. */
export function describeResealOutcome(counts: readonly SealedCount[]): ResealOutcome {
  const [current, ...old] = encryptionKeyIds();
  const left = counts.filter(({ key }) => key !== "current");
  const ids = [...new Set(left.map(({ keyId }) => keyId))];
  const unopened = ids.map((id) => {
    const secrets = describeCounts(left.filter(({ keyId }) => keyId === id));
    return old.includes(id)
      ? `Not resealed: ${secrets}. The key ${id} is configured, but these secrets are damaged or were just written by a process with other settings. Restart the web and worker processes with the new settings and run this command again.`
      : `Not resealed: ${secrets}. The key that sealed these secrets (id ${id}) is not in HOOKLEDGER_ENCRYPTION_KEY. Add that key there, after a comma, and run this command again, or enter these secrets again.`;
  });
  const unused = old.filter((id) => !ids.includes(id));
  const subject =
    unused.length === 1 ? `The old key ${unused[0]} is` : `The old keys ${unused.join(", ")} are`;
  return {
    complete: left.length === 0,
    lines: [
      ...(left.length === 0 ? [`All secrets are sealed with the key ${current}.`] : unopened),
      ...(unused.length > 0
        ? [
            `${subject} no longer needed. Remove ${unused.length === 1 ? "it" : "them"} from HOOKLEDGER_ENCRYPTION_KEY, and restart the web and worker processes.`,
          ]
        : []),
    ],
  };
}
