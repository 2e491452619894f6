import { knownValues, pickLoan } from "./fill-deliveries";
import { percentile } from "./statistics";

const warmUps = 200;
const rounds = 500;

/** The p99 of each kind of list, in ms. */
export interface ListTimes {
  loan: number;
  filtered: number;
}

/**
 * Runs the requests for a loan's history, another loan each time, and those for failed deliveries and for a response code in turn, one after
 * another. Only what comes after the warm-up counts.
 * @param deliveries the size of the ledger
 * @param run runs a request with these filters, and returns how long it took, in ms
 */
export async function timeLists(
  deliveries: number,
  run: (filter: Record<string, string>) => Promise<number>,
): Promise<ListTimes> {
  const measure = async (toFilter: (round: number) => Record<string, string>) => {
    const times: number[] = [];
    for (let round = 0; round < warmUps + rounds; round += 1) {
      const time = await run(toFilter(round));
      if (round >= warmUps) times.push(time);
    }
    return percentile(times, 0.99);
  };
  return {
    loan: await measure((round) => ({ entityType: "Loan", entityId: pickLoan(round, deliveries) })),
    filtered: await measure(
      (round): Record<string, string> =>
        round % 2 === 0 ? { state: "failed" } : { responseCode: String(knownValues.rareCode) },
    ),
  };
}
