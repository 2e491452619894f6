import { once } from "node:events";
import { dataFolder } from "../start/settings";
import { Problem, print } from "../terminal/progress.mjs";
import { openPostgres, type Postgres } from "./postgres";

/**
 * Watches the embedded Postgres until `signal` aborts: one that went away (killed, crashed) is started again on the same
 * port, where the running programs find it. Rejects when that fails. Adds to `undo` how to stop whichever runs at the end.
 */
export async function keepPostgres(
  owner: string,
  first: Postgres,
  signal: AbortSignal,
  undo: (() => Promise<void>)[],
): Promise<void> {
  let current: Postgres | undefined = first;
  undo.push(async () => current?.stop());
  const aborted = once(signal, "abort");
  while (!signal.aborted) {
    await Promise.race([current.lost, aborted]);
    if (signal.aborted) return;
    const { url } = current;
    current = undefined; // Until it is ours again there is nothing of ours to stop.
    print("Postgres exited; restarting it.");
    current = await openPostgres(await dataFolder(), owner, { signal });
    if (current.url !== url)
      throw new Problem("Postgres restarted on another port, because its own is in use.");
    print("Postgres is running again.");
  }
}
