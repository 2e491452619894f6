import { migrate } from "@/scripts/migrations/migrate";
import { startCluster, stopCluster } from "@/scripts/postgres/postgres-cluster";
import { startTemporaryPostgres } from "@/scripts/postgres/temporary-postgres";

/** A Postgres that tests can crash. A transaction survives if its commit waited for the disk. */
export interface CrashingPostgres {
  /** A migrated, empty database. */
  url: string;
  /** Ends all processes of Postgres at once, without a checkpoint, and starts Postgres again. */
  crash(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts a separate Postgres for one test. */
export async function startCrashingPostgres(): Promise<CrashingPostgres> {
  const { url, cluster, stop } = await startTemporaryPostgres(true);
  await migrate(url);
  return {
    url,
    stop,
    async crash() {
      // A throwaway cluster is stopped with an immediate shutdown.
      await stopCluster({ ...cluster, throwaway: true });
      if ((await startCluster(cluster)) === "conflict") throw new Error("Postgres did not start again");
    },
  };
}
