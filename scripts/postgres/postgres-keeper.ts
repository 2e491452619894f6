import { once } from "node:events";
import { prepareDataFolder } from "../start/settings";
import { Problem, print } from "../terminal/progress.mjs";
import { openPostgres, type Postgres } from "./postgres";

/**
 * Watches the embedded Postgres until `signal` aborts. If it ends (killed, crashed), starts it again on the same port, where
 * the running programs find it; rejects when that fails. Adds to `undo` a function that stops the most recently started Postgres.
 */
export async function keepPostgresRunning(
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
    current = undefined; // There is nothing to stop until it runs again.
    print("Postgres exited; restarting it.");
    current = await openPostgres(await prepareDataFolder(), owner, { signal });
    if (current.url !== url)
      throw new Problem("Postgres restarted on another port, because its previous port is in use.");
    print("Postgres is running again.");
  }
}
