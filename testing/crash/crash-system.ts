import { setTimeout as wait } from "node:timers/promises";
import { pool } from "@/lib/db";
import { recordInterruptedAttempts } from "@/lib/deliveries/record-interrupted";
import { registerSignalSender } from "@/lib/signals";
import { wakeWorkers } from "@/lib/slots/wake-workers";
import { watchSlotsOnce } from "@/lib/slots/watch-slots";
import { makeWebhook } from "../ledger";
import { type EndedLease, endAllLeases } from "./end-leases";
import type { StoppingPoint } from "./postgres-proxy";
import type { Random } from "./random";
import { type CallMode, WebProcess } from "./web-process";
import { WithholdingReceiver } from "./withholding-receiver";
import { startWorkerProcess, type WorkerProcess } from "./worker-process";

/** One webhook of a round. */
export interface RoundWebhook {
  id: string;
  path: string;
  /** The states in which its deliveries may end. */
  states: string[];
}

/** More retry delays than any round needs; each is one second. */
export const manyRetryDelays: number[] = Array(10).fill(1);

const paths = ["/a", "/b", "/c"];
const deadlineMs = 20_000;

/** A small Hookledger whose two worker processes can be killed at any point. Each round has webhooks and a receiver of its own. */
export class CrashSystem {
  workers: WorkerProcess[] = [];
  receiver!: WithholdingReceiver;
  web!: WebProcess;
  webhooks: RoundWebhook[] = [];
  endedLeases: EndedLease[] = [];
  /** The number of leases of manual attempts that faults ended, and how many of them belonged to a certainly killed worker. */
  endedResends = { all: 0, workerSurelyKilled: 0 };
  #takenWebhookCount = 0;
  #workerStart: Promise<void> = Promise.resolve();
  readonly #databaseUrl: string;
  readonly #workerFile: string;

  constructor(databaseUrl: string, workerFile: string) {
    this.#databaseUrl = databaseUrl;
    this.#workerFile = workerFile;
  }

  /** Begins a round. From now on, events are accepted. */
  async begin(random: Random): Promise<void> {
    await this.#workerStart;
    this.workers = this.workers.filter((worker) => worker.isRunning());
    while (this.workers.length < 2) await this.#startWorker();
    for (const { proxy } of this.workers) proxy.forgetStatements();
    this.receiver = await WithholdingReceiver.start();
    const retries = random.next() < 0.3;
    this.receiver.chooseStatus = () => (retries && random.next() < 0.1 ? 500 : 200);
    this.webhooks = [];
    // In half of the rounds, deliveries are numbered and one webhook is throttled, so that several statements of a claim lock lanes.
    const sequence = random.next() < 0.5;
    const ordered = random.next() < 0.5;
    for (const path of paths) {
      const settings = {
        url: this.receiver.url(path),
        timeoutSeconds: 20,
        retryDelays: manyRetryDelays,
        sequence,
        ordered,
        maxRequestsPerSecond: sequence && path === "/b" ? 200 : null,
      };
      this.webhooks.push({ id: (await makeWebhook(settings)).id, path, states: ["succeeded"] });
    }
    this.#takenWebhookCount = 0;
    this.endedLeases = [];
    this.endedResends = { all: 0, workerSurelyKilled: 0 };
    this.web = new WebProcess(() => this.receiver.requests.length);
  }

  async #startWorker(): Promise<void> {
    this.workers.push(await startWorkerProcess(this.#workerFile, this.#databaseUrl));
  }

  get webhookIds(): string[] {
    return this.webhooks.map(({ id }) => id);
  }

  /** Returns a webhook that one fault of the round may change. The last webhook of a round is never changed. */
  takeWebhook(): RoundWebhook {
    const webhook = this.webhooks[this.#takenWebhookCount++];
    if (!webhook || this.#takenWebhookCount === paths.length)
      throw new Error("too many faults change a webhook: the last webhook of the round must stay unchanged");
    return webhook;
  }

  /** Waits until `condition` holds. If it does not in time, the error contains `description`. */
  async waitUntil(description: string, condition: () => boolean | Promise<boolean>): Promise<void> {
    for (const deadline = performance.now() + deadlineMs; !(await condition()); ) {
      if (this.web.failure) throw this.web.failure;
      if (performance.now() > deadline)
        throw new Error(`did not happen within ${deadlineMs} ms: ${description}`);
      await wait(10);
    }
  }

  /** Waits until the receiver has got this many more requests. */
  async waitForRequests(count: number): Promise<void> {
    const target = this.receiver.requests.length + count;
    await this.waitUntil(`${count} more requests`, () => this.receiver.requests.length >= target);
  }

  /** Stops the first worker that reaches this point. The caller kills or releases that worker. */
  async stopAt(point: StoppingPoint): Promise<WorkerProcess> {
    let stopped: WorkerProcess | undefined;
    for (const worker of this.workers)
      void worker.proxy.stopAt(point).then(() => {
        if (stopped) worker.proxy.release();
        else stopped = worker;
      });
    await this.waitUntil(`a worker stops at ${JSON.stringify(point)}`, () => stopped !== undefined);
    for (const worker of this.workers) if (worker !== stopped) worker.proxy.release();
    return stopped as unknown as WorkerProcess;
  }

  /**
   * Finds a worker that has a slot: the first one that claims deliveries twice from now on. One claim does not prove it, because a worker
   * that was suspended learns from its next claim that it has lost its slot.
   */
  async findActiveWorker(): Promise<WorkerProcess> {
    for (const seen = new Set<WorkerProcess>(); ; ) {
      const worker = await this.stopAt({ text: "claim-deliveries", at: "response" });
      worker.proxy.release();
      if (seen.has(worker)) return worker;
      seen.add(worker);
    }
  }

  /** Kills a worker, ends all leases as if their time had passed, and starts another worker. */
  async kill(worker: WorkerProcess): Promise<void> {
    // The replacement of a worker that was killed earlier may still be starting.
    await this.#workerStart;
    await worker.kill();
    await this.waitUntil("Postgres has noticed the end of the connections", async () => {
      const sql = "SELECT 1 FROM pg_stat_activity WHERE pid = ANY($1) AND datname = current_database()";
      return (await pool().query(sql, [worker.proxy.sessionPids])).rowCount === 0;
    });
    this.workers = this.workers.filter((other) => other !== worker);
    // This also ends the leases of the other worker, as if its requests had taken too long.
    await this.endLeases(!this.workers.some(({ proxy }) => proxy.hasSent("claim-deliveries")));
    this.#workerStart = this.#startWorker();
  }

  /**
   * Kills a worker while calls to slots are handled as `mode` says. The modes "lost" and "late" apply until a call was withheld or
   * a worker found the work by itself; later calls are delivered.
   */
  async killAndCall(worker: WorkerProcess, mode: CallMode): Promise<void> {
    const { web, receiver } = this;
    web.callMode = mode;
    await this.kill(worker);
    if (mode === "lost" || mode === "late") {
      const received = receiver.requests.length;
      // A request without a call means that a worker's own watch found the work first.
      await this.waitUntil(
        "a slot is called",
        () => web.withheldCalls > 0 || receiver.requests.length > received,
      );
      // Lets the slot be called again at once; otherwise it can be called only after some seconds.
      await pool().query("UPDATE engine_slots SET called_until = NULL");
    }
    web.callMode = "delivered";
  }

  /** Ends all leases, as if their time had passed since a worker was killed or suspended. */
  async endLeases(workerSurelyKilled: boolean): Promise<void> {
    const { leases, resends } = await endAllLeases();
    this.endedLeases.push(...leases.map((lease) => ({ ...lease, workerSurelyKilled })));
    this.endedResends.all += resends;
    if (workerSurelyKilled) this.endedResends.workerSurelyKilled += resends;
  }

  /** Ends a round: no more events, and everything that is or becomes due is delivered. */
  async settle(): Promise<void> {
    await this.web.stop();
    this.receiver.chooseStatus = () => 200;
    this.#endFaults();
    await this.#deliverAllDue();
    // Calls that arrive after the work must do nothing.
    await this.web.sendLateCalls();
    await this.waitUntil("the late calls have been answered", async () => {
      return (await pool().query("SELECT 1 FROM engine_runs WHERE due_at IS NULL")).rowCount === 0;
    });
    await this.#deliverAllDue();
  }

  async #deliverAllDue(): Promise<void> {
    await this.waitUntil("nothing is due or in flight", async () => {
      // Makes retries due and lets every slot be called again, so that the test need not wait for their times.
      await pool().query(
        "UPDATE open_deliveries SET due_at = now() WHERE due_at > now() AND isfinite(due_at) AND lease_token IS NULL",
      );
      await pool().query(
        "UPDATE engine_slots SET called_until = NULL WHERE leased_until IS NULL OR leased_until < now()",
      );
      await watchSlotsOnce();
      const { webhookIds } = this;
      await Promise.all([wakeWorkers({ webhookIds }), wakeWorkers({ webhookIds, resend: true })]);
      await recordInterruptedAttempts();
      const open = await pool().query(
        "SELECT 1 FROM open_deliveries WHERE due_at IS NOT NULL OR lease_token IS NOT NULL UNION ALL SELECT 1 FROM attempts WHERE outcome IS NULL LIMIT 1",
      );
      return open.rowCount === 0;
    });
  }

  #endFaults(): void {
    this.receiver.releaseResponses();
    for (const worker of this.workers) {
      // A fault that failed may have left its worker suspended.
      worker.signal("SIGCONT");
      worker.proxy.release();
      worker.proxy.setNotifications("delivered");
    }
  }

  /** Cleans up after a round, however it ended. */
  async end(): Promise<void> {
    await this.web.stop();
    this.#endFaults();
    for (const worker of this.workers) await worker.moveClock({ dateMs: 0 });
    await pool().query("UPDATE webhooks SET deleted_at = now() WHERE deleted_at IS NULL");
    await pool().query("DELETE FROM open_deliveries");
    registerSignalSender(undefined);
    await this.receiver.close();
  }

  async stop(): Promise<void> {
    await this.#workerStart;
    await Promise.all(this.workers.splice(0).map((worker) => worker.kill()));
  }
}
