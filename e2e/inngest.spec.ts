import pg from "pg";
import type { Receiver } from "../testing/receiver";
import { createWebhook, postEvent } from "./api";
import { createTestWithOwnSystem, expect } from "./fixtures";
import type { InngestServer } from "./inngest-server";
import type { System } from "./system";

const postIntervalMs = 20;
/** How long the receiver takes to respond: long enough that some deliveries are always in flight. */
const responseMs = 100;

/** Sends an event every 20 ms until it is stopped. */
class Load {
  readonly acceptedEntityIds: string[] = [];
  readonly #system: System;
  readonly #receiver: Receiver;
  readonly #posts: Promise<unknown>[] = [];
  readonly #timer: NodeJS.Timeout;

  private constructor(system: System, receiver: Receiver) {
    this.#system = system;
    this.#receiver = receiver;
    this.#timer = setInterval(() => this.#posts.push(this.#post(this.#posts.length)), postIntervalMs);
  }

  static async start(system: System, receiver: Receiver): Promise<Load> {
    receiver.respond((_request, response) => {
      setTimeout(() => response.end(), responseMs);
      return undefined;
    });
    await createWebhook(system, { url: receiver.url(), triggers: ["PaymentPosted"], timeoutSeconds: 3 });
    return new Load(system, receiver);
  }

  async #post(index: number): Promise<void> {
    const entityId = `load-${index}`;
    await postEvent(this.#system, { type: "PaymentPosted", entityId });
    this.acceptedEntityIds.push(entityId);
  }

  /** Counts how often each entity's webhook was received. */
  countReceivedByEntity(): Map<string, number> {
    const counts = new Map<string, number>();
    for (const { body } of this.#receiver.requests) {
      const { entityId } = JSON.parse(String(body));
      counts.set(entityId, (counts.get(entityId) ?? 0) + 1);
    }
    return counts;
  }

  /** Resolves when that many more requests have been received. */
  async waitForMoreRequests(count: number): Promise<void> {
    await this.#receiver.waitFor(this.#receiver.requests.length + count, 40_000);
  }

  /** Resolves when that many more events have been accepted. */
  async waitForMoreAcceptedEvents(count: number): Promise<void> {
    const targetCount = this.acceptedEntityIds.length + count;
    await expect
      .poll(() => this.acceptedEntityIds.length, { timeout: 40_000 })
      .toBeGreaterThanOrEqual(targetCount);
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  /** Stops sending events, waits until the ledger has nothing left to send, and returns how often each accepted event was received. */
  async finish(): Promise<number[]> {
    this.stop();
    await Promise.all(this.#posts);
    await expect.poll(() => countOpen(this.#system), { timeout: 40_000 }).toBe(0);
    const counts = this.countReceivedByEntity();
    return this.acceptedEntityIds.map((entityId) => counts.get(entityId) ?? 0);
  }
}

// These tests have their own system, so that its worker's slice (a minute in which the worker needs no engine) begins with the first event.
const test = createTestWithOwnSystem().extend<{ load: Load }>({
  load: async ({ system, receiver }, use) => {
    const load = await Load.start(system, receiver);
    await use(load);
    load.stop();
  },
});

/** Counts the open deliveries, or only those that a worker has claimed. */
async function countOpen(system: System, condition: "claimed" | "any" = "any"): Promise<number> {
  const client = new pg.Client({ connectionString: system.databaseUrl });
  await client.connect();
  const whereClause = condition === "claimed" ? "WHERE lease_until > now()" : "";
  const query = client.query(`SELECT count(*)::int AS count FROM open_deliveries ${whereClause}`);
  const { rows } = await query.finally(() => client.end());
  return rows[0].count;
}

/** Prints how many accepted events were lost and how many were received more than once. */
function printCounts(counts: number[], inFlight = 0): void {
  const lost = counts.filter((count) => count === 0).length;
  const repeated = counts.filter((count) => count > 1).length;
  process.stdout.write(
    `    ${counts.length} events accepted: ${lost} lost, ${repeated} repeated of ${inFlight} in flight\n`,
  );
}

const requireInngest = ({ inngest }: System): InngestServer => {
  if (!inngest) throw new Error("this system has no Inngest server");
  return inngest;
};

test("under load, killing or stopping the Inngest server does not stop a running slice or repeat a request", async ({
  system,
  load,
}) => {
  await load.waitForMoreRequests(50);
  for (const signal of ["SIGKILL", "SIGTERM"] as const) {
    await requireInngest(system).stop(signal);
    await load.waitForMoreRequests(100);
    await requireInngest(system).start();
    await load.waitForMoreRequests(50);
  }
  const counts = await load.finish();
  printCounts(counts);
  expect(new Set(counts)).toEqual(new Set([1]));
});

for (const killedProcesses of ["the worker", "the worker and the Inngest server"]) {
  test(`under load, after kill -9 of ${killedProcesses}, each event arrives, and only those in flight are sent again, once`, async ({
    system,
    load,
  }) => {
    test.setTimeout(120_000);
    await load.waitForMoreRequests(50);
    if (killedProcesses.includes("Inngest")) await requireInngest(system).stop("SIGKILL");
    await system.worker.stop("SIGKILL");
    const inFlight = await countOpen(system, "claimed");
    await load.waitForMoreAcceptedEvents(50);
    await system.startWorker();
    if (killedProcesses.includes("Inngest")) {
      await load.waitForMoreAcceptedEvents(50);
      await requireInngest(system).start();
    }
    await load.waitForMoreRequests(100);
    const counts = await load.finish();
    printCounts(counts, inFlight);
    expect(Math.min(...counts)).toBe(1);
    expect(Math.max(...counts)).toBeLessThanOrEqual(2);
    expect(counts.filter((count) => count > 1).length).toBeLessThanOrEqual(inFlight);
  });
}
