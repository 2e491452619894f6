import { setTimeout as wait } from "node:timers/promises";
import { inngest } from "@/inngest/client";
import "@/inngest/functions";
import { acceptEvents } from "@/lib/events/accept-events";
import { eventSchema } from "@/lib/events/schema";
import { registerSignalSender, type Signal } from "@/lib/signals";
import { watchSlotsOnce } from "@/lib/slots/watch-slots";
import { scope } from "../ledger";

/** What happens to the calls that the web process sends to slots; "late": they are kept until `sendLateCalls`. */
export type CallMode = "delivered" | "lost" | "doubled" | "late";

// Steady work: a few events in each request and a pause after it. No events are accepted while this many deliveries are outstanding.
const eventsPerRequest = 3;
const pauseMs = 15;
const maxOutstanding = 60;
/** In a real process, the watch looks for due work only every few seconds. */
const watchEveryMs = 100;

const buildSlotCall = (slot: number): Signal => ({ name: "delivery/slot-called", data: { slot } });

/** Does the work of a web process in the test's own process: accepts events, notifies workers, calls slots and watches for due work. */
export class WebProcess {
  /** The number of due and held deliveries of each accepted event, by event ID. */
  readonly accepted = new Map<string, number>();
  /** The number of slot calls that were lost or are late. */
  withheldCalls = 0;
  callMode: CallMode = "delivered";
  /** The error that ended the work of this process, if any. */
  failure: unknown;
  /** The number of deliveries that were due, not held, when their event was accepted. */
  #dueCount = 0;
  readonly #lateCalls: Signal[] = [];
  #isRunning = true;
  readonly #work: Promise<unknown>;

  /** @param countReceived how many requests the receiver has got */
  constructor(countReceived: () => number) {
    registerSignalSender((signals) => this.#send(signals));
    this.#work = Promise.all([this.#acceptSteadily(countReceived), this.#watch()]).catch((error) => {
      this.failure = error;
    });
  }

  async #acceptSteadily(countReceived: () => number): Promise<void> {
    for (let number = 0; this.#isRunning; number += 1) {
      if (this.#dueCount - countReceived() < maxOutstanding) await this.#accept(`o-${number}`);
      await wait(pauseMs);
    }
  }

  async #accept(entityId: string): Promise<void> {
    const event = eventSchema.parse({ type: "OpportunityUpdated", entityId });
    const result = await acceptEvents(scope, Array(eventsPerRequest).fill(event));
    if (!result.ok) throw new Error(result.message);
    this.#dueCount += result.due.length;
    for (const { id, deliveries } of result.results) this.accepted.set(id, deliveries);
  }

  async #watch(): Promise<void> {
    while (this.#isRunning) {
      await watchSlotsOnce();
      await wait(watchEveryMs);
    }
  }

  async #send(signals: Signal[]): Promise<void> {
    const calls = signals.filter(({ name }) => name === "delivery/slot-called");
    if (this.callMode === "lost" || this.callMode === "late") this.withheldCalls += calls.length;
    if (this.callMode === "late") this.#lateCalls.push(...calls);
    if (this.callMode === "delivered") await inngest.send(signals);
    if (this.callMode === "doubled") await inngest.send([...signals, ...signals]);
  }

  /** Calls these slots, even if workers have them, and whatever the call mode is. */
  async callSlots(...slots: number[]): Promise<void> {
    await inngest.send(slots.map(buildSlotCall));
  }

  async sendLateCalls(): Promise<void> {
    if (this.#lateCalls.length > 0) await inngest.send(this.#lateCalls.splice(0));
  }

  /** Stops accepting events and watching. Signals are still sent. */
  async stop(): Promise<void> {
    this.#isRunning = false;
    await this.#work;
  }
}
