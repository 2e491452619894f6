import { migrate } from "@/scripts/migrations/migrate";
import { startCluster, stopCluster } from "@/scripts/postgres/postgres-cluster";
import { startTemporaryPostgres } from "@/scripts/postgres/temporary-postgres";

/** A Postgres that can be killed; what its commits have waited for the disk for survives. */
export interface CrashingPostgres {
  /** A migrated, empty database. */
  url: string;
  /** Ends all of its processes at once, without a checkpoint, and starts it again. */
  crash(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts a Postgres of its own. */
export async function startCrashingPostgres(): Promise<CrashingPostgres> {
  const { url, cluster, stop } = await startTemporaryPostgres(true);
  await migrate(url);
  return {
    url,
    stop,
    async crash() {
      // An immediate shutdown.
      await stopCluster({ ...cluster, throwaway: true });
      if ((await startCluster(cluster)) === "conflict") throw new Error("Postgres did not start again");
    },
  };
}
