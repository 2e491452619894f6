import { log } from "../log";
import { countSealedSecrets, describeCounts } from "./count-sealed";

/**
 * Logs at the start of a process which secrets its encryption keys cannot open, and whether an old key is still needed. Never
 * rejects: other code reports a database that cannot be reached.
 */
export async function reportSealedSecrets(): Promise<void> {
  try {
    const counts = await countSealedSecrets();
    const absent = counts.filter(({ key }) => key === "absent");
    for (const keyId of new Set(absent.map((count) => count.keyId))) {
      const secrets = describeCounts(absent.filter((count) => count.keyId === keyId));
      log.error(
        { keyId, secrets },
        `The encryption key ${keyId} is not in HOOKLEDGER_ENCRYPTION_KEY, but is needed for ${secrets}: nothing is sent for the webhooks, and nothing verifies at the sources, with these secrets. Add that key again, after a comma`,
      );
    }
    const old = counts.filter(({ key }) => key === "old");
    if (old.length > 0) {
      const secrets = describeCounts(old);
      log.warn({ secrets }, `${secrets} are still sealed with an old encryption key: run npm run reseal`);
    }
  } catch (error) {
    log.warn({ error: String(error) }, "could not count the sealed secrets");
  }
}
