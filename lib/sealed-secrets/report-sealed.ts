import { log } from "../log";
import { countSealed, describeCounts } from "./count-sealed";

/**
 * Says at the start of a process which secrets its encryption keys cannot open, and whether an old one is still needed.
 * Never rejects: a database that is away is the business of whoever needs it.
 */
export async function reportSealed(): Promise<void> {
  try {
    const counts = await countSealed();
    const absent = counts.filter(({ key }) => key === "absent");
    for (const keyId of new Set(absent.map((count) => count.keyId))) {
      const secrets = describeCounts(absent.filter((count) => count.keyId === keyId));
      log.error(
        { keyId, secrets },
        `The encryption key ${keyId} is not in HOOKLEDGER_ENCRYPTION_KEY and seals ${secrets}: nothing is sent for these webhooks. Put that key back, after a comma`,
      );
    }
    const old = counts.filter(({ key }) => key === "old");
    if (old.length > 0) {
      const secrets = describeCounts(old);
      log.warn({ secrets }, `An old encryption key still seals ${secrets}: run npm run reseal`);
    }
  } catch (error) {
    log.warn({ error: String(error) }, "the sealed secrets could not be looked at");
  }
}
