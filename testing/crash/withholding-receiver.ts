import { type Receiver, type Reply, startReceiver } from "../receiver";

/** The parts of a request that the ledger must match. */
export interface ComparedRequest {
  traceId: string;
  /** The number of the attempt, or "manual". */
  attempt: string;
  /** The sequence number, if there is one. */
  sequence: string | undefined;
  path: string;
  status: number;
}

/** A receiver that can withhold its responses, and whose requests are compared with the ledger. */
export class WithholdingReceiver {
  readonly requests: ComparedRequest[] = [];
  /** The status of each response; called once for each request. */
  chooseStatus: (path: string) => number = () => 200;
  readonly #receiver: Receiver;
  #kept: (() => void)[] | undefined;
  #keptPath = "";

  private constructor(receiver: Receiver) {
    this.#receiver = receiver;
    receiver.respond((request, response): Reply | undefined => {
      const { "x-hookledger-trace-id": traceId, "x-hookledger-attempt": attempt } = request.headers;
      const status = this.chooseStatus(request.url);
      const sequence = request.headers["x-hookledger-sequence"]?.toString();
      this.requests.push({
        traceId: String(traceId),
        attempt: String(attempt),
        sequence,
        path: request.url,
        status,
      });
      if (!this.#kept || !request.url.startsWith(this.#keptPath)) return { status };
      this.#kept.push(() => response.writeHead(status).end());
      return undefined;
    });
  }

  static async start(): Promise<WithholdingReceiver> {
    return new WithholdingReceiver(await startReceiver());
  }

  url(path: string): string {
    return this.#receiver.url(path);
  }

  /** Withholds responses to paths that begin with `path`, until `respond` is called. */
  keepResponses(path = ""): void {
    this.#kept ??= [];
    this.#keptPath = path;
  }

  respond(): void {
    const kept = this.#kept ?? [];
    this.#kept = undefined;
    for (const send of kept) send();
  }

  /** How many requests wait for their responses. */
  get kept(): number {
    return this.#kept?.length ?? 0;
  }

  close(): Promise<void> {
    this.respond();
    return this.#receiver.close();
  }
}
