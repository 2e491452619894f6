import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { CrashSystem } from "@/testing/crash/crash-system";
import { type Fault, killFaults, otherFaults } from "@/testing/crash/faults";
import { findContradictions } from "@/testing/crash/find-contradictions";
import { Random } from "@/testing/crash/random";
import { bundleWorker } from "@/testing/crash/worker-process";
import { useDatabase } from "@/testing/database";
import { fillCatalogue } from "@/testing/ledger";
import { env } from "../env";

useDatabase();
let system: CrashSystem;
let bundle: Awaited<ReturnType<typeof bundleWorker>>;
beforeAll(async () => {
  await fillCatalogue();
  bundle = await bundleWorker();
  system = new CrashSystem(env().DATABASE_URL, bundle.file);
});
afterEach(() => system.end());
afterAll(async () => {
  await system.stop();
  await bundle.remove();
});

const firstSeed = Number(process.env.CRASH_SEED);
const seeds = Array.from({ length: Number(process.env.CRASH_ROUNDS) }, (_, index) => firstSeed + index);

/** Chooses a kill and another fault, each in turn, so that a few rounds cover nearly all faults; and sometimes a third fault. */
function chooseFaults(seed: number, random: Random): Fault[] {
  const pickInTurn = (faults: readonly Fault[]) => faults[seed % faults.length] as Fault;
  const third = random.next() < 0.5 ? [random.pick(otherFaults)] : [];
  return random.shuffle([pickInTurn(killFaults), pickInTurn(otherFaults), ...third]);
}

test.each(seeds)(
  "seed %i: no accepted event is lost, and the ledger agrees with the receiver",
  async (seed) => {
    const random = new Random(seed);
    const faults = chooseFaults(seed, random);
    try {
      await system.begin(random);
      await system.waitForRequests(5);
      for (const fault of faults) {
        await fault.inject(system, random);
        await system.waitForRequests(5);
      }
      await system.settle();
      expect(await findContradictions(system)).toEqual([]);
    } catch (error) {
      const names = faults.map(({ name }) => name).join("; ");
      const log = system.workers.flatMap(({ lines }) => lines).join("\n");
      throw new Error(
        `CRASH_SEED=${seed} CRASH_ROUNDS=1 repeats this: ${names}\n${(error as Error).message}\n${log}`,
        { cause: error },
      );
    }
  },
  60_000,
);
