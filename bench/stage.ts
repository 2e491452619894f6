import { type Build, createEmptyDatabase, type DbServer, readPostmasterPid } from "./build";
import { type System, type SystemOptions, startSystem } from "./system";
import { startTool, type ToolProcess } from "./tool-process";

export interface SinkAddresses {
  /** Addresses of 50 ports that answer every request. */
  urls: string[];
  /** The address of a port that never answers. */
  hangingUrl: string;
}

export interface Load {
  url: string;
  apiKey: string;
  /** The event types that the events have in turn. */
  types: string[];
  /** The number of loans that the events are about in turn; 5,000 if not given. */
  entities?: number;
  count: number;
  connections: number;
  /** Events per second; if absent, as many as the connections allow. */
  perSecond?: number;
  /** The path and the key of a generic source to which the events are posted instead of to the API. */
  source?: { path: string; key: string };
}

/** What a measure uses: a build to start, a receiver, a load generator, and the Postgres that all measures share. */
export interface Stage {
  build: Build;
  sink: Sink;
  /** Multiplies a number of events or deliveries by --scale. */
  scale(count: number): number;
  /** The process ID of the Postgres server. */
  postmasterPid: number;
  startSystem(options?: SystemOptions): Promise<System>;
  createEmptyDatabase(): Promise<string>;
  /** Posts all events. Returns the times, in ms since 1970, at which posting started and each event was accepted. */
  load(load: Load): Promise<{ startedAt: number; acceptedTimes: number[] }>;
}

/** The receiver: counts requests, and records when each event of the load generator first arrived. */
export class Sink {
  readonly urls: string[];
  readonly hangingUrl: string;
  readonly #process: ToolProcess<SinkAddresses>;

  constructor(process: ToolProcess<SinkAddresses>) {
    this.#process = process;
    this.urls = process.readyMessage.urls;
    this.hangingUrl = process.readyMessage.hangingUrl;
  }

  /** Forgets all requests so far. */
  async reset(): Promise<void> {
    await this.#process.request({ reset: true });
  }

  /** Resolves with the number of requests once it is at least `count`. Rejects after 1 to 2 minutes without a request. */
  async waitFor(count: number): Promise<number> {
    return (await this.#process.request<{ count: number }>({ waitFor: count })).count;
  }

  /** Returns when each event first arrived, in ms since 1970, in the order of the load generator. */
  async listArrivals(): Promise<number[]> {
    return (await this.#process.request<{ arrivals: number[] }>({ list: true })).arrivals;
  }
}

/** Starts the parts that all builds share, and returns functions that create the stage of a build and stop these parts. */
export async function prepareStages(server: DbServer, scale: number) {
  const sink = await startTool<SinkAddresses>("sink.mjs");
  const load = await startTool("load.mjs");
  const sharedParts = {
    sink: new Sink(sink),
    scale: (count: number) => Math.max(1, Math.round(count * scale)),
    postmasterPid: await readPostmasterPid(server),
    createEmptyDatabase: () => createEmptyDatabase(server),
    load: (wanted: Load) => load.request<{ startedAt: number; acceptedTimes: number[] }>(wanted),
  };
  return {
    forBuild: (build: Build): Stage => ({
      ...sharedParts,
      build,
      startSystem: (options) => startSystem(server, build, options),
    }),
    stop: () => Promise.all([sink.stop(), load.stop()]),
  };
}
