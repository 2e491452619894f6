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
  /** Returns the status of the response to a request for `path`; called once for each request. */
  chooseStatus: (path: string) => number = () => 200;
  readonly #receiver: Receiver;
  #withheld: (() => void)[] | undefined;
  #withheldPath = "";

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
      if (!this.#withheld || !request.url.startsWith(this.#withheldPath)) return { status };
      this.#withheld.push(() => response.writeHead(status).end());
      return undefined;
    });
  }

  static async start(): Promise<WithholdingReceiver> {
    return new WithholdingReceiver(await startReceiver());
  }

  url(path: string): string {
    return this.#receiver.url(path);
  }

  /** Withholds responses to paths that begin with `path`, until `releaseResponses` is called. */
  withholdResponses(path = ""): void {
    this.#withheld ??= [];
    this.#withheldPath = path;
  }

  releaseResponses(): void {
    const withheld = this.#withheld ?? [];
    this.#withheld = undefined;
    for (const send of withheld) send();
  }

  /** How many requests wait for their responses. */
  get withheldCount(): number {
    return this.#withheld?.length ?? 0;
  }

  close(): Promise<void> {
    this.releaseResponses();
    return this.#receiver.close();
  }
}
