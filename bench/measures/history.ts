import pg from "pg";
import { makePastPartitions } from "@/testing/past-partitions";
import { defineMeasure } from "../define-measure";
import { fillDeliveries } from "../fill-deliveries";
import { type ListTimes, timeLists } from "../list-requests";
import { runProgram } from "../run-program";
import type { Stage } from "../stage";
import { ratio } from "../statistics";

const smallLedger = 100_000;
const largeLedger = 10_000_000;

/** Measures the lists in a ledger with this many deliveries: by the API, and their statements alone. */
async function measureLists(
  stage: Stage,
  deliveries: number,
): Promise<{ api: ListTimes; statements: ListTimes }> {
  const system = await stage.startSystem({ workers: 0 });
  try {
    const db = new pg.Client(system.databaseUrl);
    await db.connect();
    // The partitions of a ledger that has been in use for 13 months.
    await makePastPartitions(db, new Date(Date.now() - 396 * 86_400_000));
    await fillDeliveries(db, deliveries, () => {}).finally(() => db.end());
    const api = await timeLists(deliveries, async (filter) => {
      const startedAt = performance.now();
      await system.call("GET", `/api/v1/deliveries?${new URLSearchParams({ limit: "50", ...filter })}`);
      return performance.now() - startedAt;
    });
    const statements = await runProgram<ListTimes>(
      stage,
      system.databaseUrl,
      "time-list-statements.ts",
      String(deliveries),
    );
    return { api, statements };
  } finally {
    await system.stop();
  }
}

/** Measures the API's lists of deliveries in a small and in a large ledger. */
export const history = defineMeasure({
  name: "history",
  onlyWhenNamed: true,
  units: {
    "A loan's history, 10 million deliveries, p99": "ms",
    "A loan's history, p99, 10 million / 100,000": "ratio",
    "A loan's history, 10 million deliveries, p99 of its statements": "ms",
    "A filtered list, 10 million deliveries, p99": "ms",
    "A filtered list, p99, 10 million / 100,000": "ratio",
    "A filtered list, 10 million deliveries, p99 of its statements": "ms",
  },
  async measure(stage) {
    const small = await measureLists(stage, stage.scale(smallLedger));
    const large = await measureLists(stage, stage.scale(largeLedger));
    return {
      "A loan's history, 10 million deliveries, p99": large.api.loan,
      "A loan's history, p99, 10 million / 100,000": ratio(large.api.loan, small.api.loan),
      "A loan's history, 10 million deliveries, p99 of its statements": large.statements.loan,
      "A filtered list, 10 million deliveries, p99": large.api.filtered,
      "A filtered list, p99, 10 million / 100,000": ratio(large.api.filtered, small.api.filtered),
      "A filtered list, 10 million deliveries, p99 of its statements": large.statements.filtered,
    };
  },
});
