import { setTimeout as wait } from "node:timers/promises";
import { pool } from "@/lib/db";
import { recordInterruptedAttempts } from "@/lib/deliveries/record-interrupted";
import { registerSignalSender } from "@/lib/signals";
import { wakeWorkers } from "@/lib/slots/wake-workers";
import { watchSlotsOnce } from "@/lib/slots/watch-slots";
import { makeWebhook } from "../ledger";
import type { StoppingPoint } from "./postgres-proxy";
import type { Random } from "./random";
import { type CallMode, WebProcess } from "./web-process";
import { WithholdingReceiver } from "./withholding-receiver";
import { startWorkerProcess, type WorkerProcess } from "./worker-process";

/** A lease that a fault ended: an attempt in flight, which may be repeated once. */
export interface EndedLease {
  deliveryId: string;
  attemptId: string;
  number: number;
  /** True if its worker was certainly killed, so that nobody can record the outcome; false if its worker may be alive. */
  workerSurelyKilled: boolean;
}

/** One webhook of a round. */
export interface RoundWebhook {
  id: string;
  path: string;
  /** The states in which its deliveries may end. */
  states: string[];
}

/** More than any round needs. */
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
  /** How many leases of manual attempts faults ended, and how many of these because the worker was certainly killed. */
  endedResends = { all: 0, workerSurelyKilled: 0 };
  #changed = 0;
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
    while (this.workers.length < 2) await this.#startWorker();
    for (const { proxy } of this.workers) proxy.forgetStatements();
    this.receiver = await WithholdingReceiver.start();
    const retries = random.next() < 0.3;
    this.receiver.chooseStatus = () => (retries && random.next() < 0.1 ? 500 : 200);
    this.webhooks = [];
    // In half of the rounds, more than one statement of a claim needs the lanes of the webhooks; one of them is throttled.
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
    this.#changed = 0;
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

  /** A webhook for one fault of the round to change. The last one is never changed. */
  takeWebhook(): RoundWebhook {
    const webhook = this.webhooks[this.#changed++];
    if (!webhook || this.#changed === paths.length)
      throw new Error("the round has a change for every webhook, but the last one must stay unchanged");
    return webhook;
  }

  /** Waits until `condition` holds; an error names what did not happen. */
  async waitUntil(what: string, condition: () => boolean | Promise<boolean>): Promise<void> {
    for (const deadline = performance.now() + deadlineMs; !(await condition()); ) {
      if (this.web.failure) throw this.web.failure;
      if (performance.now() > deadline) throw new Error(`did not happen within ${deadlineMs} ms: ${what}`);
      await wait(10);
    }
  }

  /** Waits until more requests have arrived. */
  async waitForRequests(more: number): Promise<void> {
    const enough = this.receiver.requests.length + more;
    await this.waitUntil(`${more} more requests`, () => this.receiver.requests.length >= enough);
  }

  /** Stops the first worker that comes to this point. The caller kills it or releases it. */
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

  /** The worker that has a slot, found by its next claim. */
  async findActive(): Promise<WorkerProcess> {
    const worker = await this.stopAt({ text: "claim-deliveries", at: "response" });
    worker.proxy.release();
    return worker;
  }

  /** Kills a worker, ends all leases as time would, and starts another worker. */
  async kill(worker: WorkerProcess): Promise<void> {
    // One that was killed before may not have been replaced yet.
    await this.#workerStart;
    await worker.kill();
    await this.waitUntil("Postgres has noticed the end of the connections", async () => {
      const sql =
        "SELECT 1 FROM pg_stat_activity WHERE client_port = ANY($1) AND datname = current_database()";
      return (await pool().query(sql, [worker.proxy.ports])).rowCount === 0;
    });
    this.workers = this.workers.filter((other) => other !== worker);
    // Also ends the leases of the other worker, as if its requests had taken too long.
    await this.endLeases(!this.workers.some(({ proxy }) => proxy.hasSent("claim-deliveries")));
    this.#workerStart = this.#startWorker();
  }

  /**
   * Kills a worker while calls of slots are handled as `mode` says. "lost" and "late" apply until a call was withheld or a
   * worker found the work by itself; later calls are delivered.
   */
  async killAndCall(worker: WorkerProcess, mode: CallMode): Promise<void> {
    const { web, receiver } = this;
    web.callMode = mode;
    await this.kill(worker);
    if (mode === "lost" || mode === "late") {
      const received = receiver.requests.length;
      // Or a worker's own watch was faster.
      await this.waitUntil(
        "a slot is called",
        () => web.withheldCalls > 0 || receiver.requests.length > received,
      );
      // As if seconds later, when it can be called again.
      await pool().query("UPDATE engine_slots SET called_until = NULL");
    }
    web.callMode = "delivered";
  }

  /** Ends all leases, as time would after a worker was killed or suspended. */
  async endLeases(workerSurelyKilled: boolean): Promise<void> {
    const { rows } = await pool().query<EndedLease>(
      `UPDATE open_deliveries SET lease_until = now(), due_at = CASE WHEN isfinite(due_at) THEN now() ELSE due_at END
       WHERE lease_token IS NOT NULL AND lease_until > now()
       RETURNING delivery_id AS "deliveryId", lease_token AS "attemptId", attempt_count AS number`,
    );
    this.endedLeases.push(...rows.map((row) => ({ ...row, workerSurelyKilled })));
    const resends = await pool().query(
      "UPDATE attempts SET lease_until = now() WHERE outcome IS NULL AND lease_until > now()",
    );
    this.endedResends.all += resends.rowCount ?? 0;
    if (workerSurelyKilled) this.endedResends.workerSurelyKilled += resends.rowCount ?? 0;
    await pool().query(
      "UPDATE engine_slots SET leased_until = now() - interval '1 second', called_until = NULL",
    );
  }

  /** Ends a round: no more events, and everything that is or becomes due is delivered. */
  async settle(): Promise<void> {
    await this.web.stop();
    this.receiver.chooseStatus = () => 200;
    this.#endFaults();
    await this.#deliverWhatIsDue();
    // Calls that arrive after the work must do nothing.
    await this.web.sendLateCalls();
    await this.waitUntil("the late calls have been answered", async () => {
      return (await pool().query("SELECT 1 FROM engine_runs WHERE due_at IS NULL")).rowCount === 0;
    });
    await this.#deliverWhatIsDue();
  }

  async #deliverWhatIsDue(): Promise<void> {
    await this.waitUntil("nothing is due or in flight", async () => {
      // Retries, and calls that nobody answered, need not be waited for.
      await pool().query(
        "UPDATE open_deliveries SET due_at = now() WHERE due_at > now() AND isfinite(due_at) AND lease_token IS NULL",
      );
      await pool().query(
        "UPDATE engine_slots SET called_until = NULL WHERE leased_until IS NULL OR leased_until < now()",
      );
      await watchSlotsOnce();
      await wakeWorkers({ webhookIds: this.webhookIds, resend: true });
      await recordInterruptedAttempts();
      const open = await pool().query(
        "SELECT 1 FROM open_deliveries WHERE due_at IS NOT NULL OR lease_token IS NOT NULL UNION ALL SELECT 1 FROM attempts WHERE outcome IS NULL LIMIT 1",
      );
      return open.rowCount === 0;
    });
  }

  #endFaults(): void {
    this.receiver.respond();
    for (const { proxy } of this.workers) {
      proxy.release();
      proxy.setNotifications("delivered");
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
