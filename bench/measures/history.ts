import pg from "pg";
import { makePastPartitions } from "@/testing/past-partitions";
import { defineMeasure } from "../define-measure";
import { fillDeliveries, knownValues, pickLoan } from "../fill-deliveries";
import type { Stage } from "../stage";
import { percentile, ratio } from "../statistics";

const smallLedger = 100_000;
const largeLedger = 10_000_000;
const warmUps = 200;
const rounds = 500;

/** Measures the p99 of a loan's history and of a filtered list, in ms, in a ledger with this many deliveries. */
async function measureLists(stage: Stage, deliveries: number): Promise<{ loan: number; filtered: number }> {
  const system = await stage.startSystem({ workers: 0 });
  try {
    const db = new pg.Client(system.databaseUrl);
    await db.connect();
    // The partitions of a ledger that has been in use for 13 months.
    await makePastPartitions(db, new Date(Date.now() - 396 * 86_400_000));
    await fillDeliveries(db, deliveries, () => {}).finally(() => db.end());
    const measure = async (toQuery: (round: number) => string) => {
      const times: number[] = [];
      for (let round = 0; round < warmUps + rounds; round += 1) {
        const startedAt = performance.now();
        await system.call("GET", `/api/v1/deliveries?limit=50&${toQuery(round)}`);
        if (round >= warmUps) times.push(performance.now() - startedAt);
      }
      return percentile(times, 0.99);
    };
    return {
      loan: await measure((round) => `entityType=Loan&entityId=${pickLoan(round, deliveries)}`),
      filtered: await measure((round) =>
        round % 2 === 0 ? "state=failed" : `responseCode=${knownValues.rareCode}`,
      ),
    };
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
    "A filtered list, 10 million deliveries, p99": "ms",
    "A filtered list, p99, 10 million / 100,000": "ratio",
  },
  async measure(stage) {
    const small = await measureLists(stage, stage.scale(smallLedger));
    const large = await measureLists(stage, stage.scale(largeLedger));
    return {
      "A loan's history, 10 million deliveries, p99": large.loan,
      "A loan's history, p99, 10 million / 100,000": ratio(large.loan, small.loan),
      "A filtered list, 10 million deliveries, p99": large.filtered,
      "A filtered list, p99, 10 million / 100,000": ratio(large.filtered, small.filtered),
    };
  },
});
