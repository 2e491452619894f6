import { CapturedBody, captureHeaders } from "./capture-response";
import { classifyFailure, protocolSwitchFailure } from "./classify-failure";
import type { ConnectionPool } from "./connection-pool";
import type { Connection } from "./guarded-connect";
import type { ResponseHead } from "./response-head";
import type { SendFailure, SendPhase, SendResult } from "./send-result";

/** More 1xx responses than any receiver has a reason to send (RFC 9110, 15.2). */
const maxInformationalResponses = 32;

/**
 * One request and its response. It settles once: by the response, an error, the deadline or the caller, whichever comes
 * first. The deadline covers everything: queue, DNS, connecting, TLS, 1xx, headers, body.
 */
export class Exchange {
  isSettled = false;
  /** The whole request. */
  bytes: Uint8Array = new Uint8Array(0);
  /** The connections to its receiver. */
  pool: ConnectionPool | undefined;
  /** Whether its connection may serve the next request. */
  keepAlive = true;
  /** Whether a response has begun. */
  hasResponseBegun = false;
  readonly #startedAt = performance.now();
  readonly #deadline: NodeJS.Timeout;
  #connection: Connection | undefined;
  /** Drops the connection that the request was sent on. */
  #drop: (() => void) | undefined;
  #opened = false;
  #sentAt = 0;
  #firstByteAt: number | undefined;
  #informational = 0;
  #status: number | undefined;
  #headers: ReturnType<typeof captureHeaders> = { headers: {}, truncated: false };
  readonly #body = new CapturedBody();
  #reconnectedMs: number | undefined;

  constructor(
    timeoutMs: number,
    private readonly settle: (result: SendResult) => void,
  ) {
    this.#deadline = setTimeout(
      () => this.abort({ code: "timeout", params: { phase: this.#getPhase(), timeoutMs } }),
      timeoutMs,
    );
  }

  /** Settles with a failure, and closes the connection or cancels opening it. */
  abort(failure: SendFailure): void {
    if (this.isSettled) return;
    this.#fail(failure);
    if (this.#drop) this.#drop();
    else if (this.#connection?.phase !== "ready") this.#connection?.cancel();
  }

  onOpening(connection: Connection): void {
    this.#connection = connection;
    this.#opened = true;
  }

  onSending(connection: Connection, drop: () => void): void {
    this.#connection = connection;
    this.#drop = drop;
    this.#sentAt = performance.now();
  }

  onHead({ status, headers }: ResponseHead): void {
    this.#firstByteAt ??= performance.now();
    if (status < 200) {
      this.#informational += 1;
      const valid = this.#informational <= maxInformationalResponses;
      if (!valid || status === 101) this.abort(valid ? protocolSwitchFailure : { code: "invalid_response" });
      return;
    }
    this.#status = status;
    this.#headers = captureHeaders(headers);
  }

  onData(chunk: Buffer): void {
    if (this.isSettled || this.#body.add(chunk)) return;
    this.#respond(true);
    this.#drop?.();
  }

  onEnd(): void {
    this.#respond(false);
  }

  onError(error: Error): void {
    if (this.isSettled) return;
    const failure = classifyFailure(error, this.#getPhase());
    if (failure.code === "connection_reset" && this.#wasStale()) this.#reconnect();
    else this.#fail(failure);
  }

  /**
   * Whether a reused connection had been closed by the receiver or a load balancer: not one byte came back. A request on such a
   * connection may be sent again (RFC 9112, section 9.3.1), and is sent again once.
   */
  #wasStale(): boolean {
    return (
      this.#drop !== undefined && !this.#opened && !this.hasResponseBegun && this.#reconnectedMs === undefined
    );
  }

  #reconnect(): void {
    this.#reconnectedMs = Math.round(performance.now() - this.#startedAt);
    this.#drop = undefined;
    this.#connection = undefined;
    this.pool?.sendOnNew(this);
  }

  #getPhase(): SendPhase {
    if (this.#drop) return this.#status === undefined ? "waiting" : "body";
    const phase = this.#connection?.phase ?? "ready";
    return phase === "ready" ? "queued" : phase;
  }

  #respond(bodyTruncated: boolean): void {
    if (this.isSettled || this.#status === undefined) return;
    this.#end({
      kind: "response",
      status: this.#status,
      headers: this.#headers.headers,
      body: this.#body.bytes(),
      truncated: bodyTruncated || this.#headers.truncated,
      ...this.#measure(),
      destinationIp: this.#connection?.destinationIp ?? "",
      sourceIp: this.#connection?.sourceIp ?? "",
    });
  }

  #fail(failure: SendFailure): void {
    const { destinationIp, sourceIp } = this.#connection ?? {};
    this.#end({
      kind: "error",
      ...failure,
      ...(this.#status === undefined ? undefined : { status: this.#status, headers: this.#headers.headers }),
      ...this.#measure(),
      ...(destinationIp && { destinationIp }),
      ...(sourceIp && { sourceIp }),
    });
  }

  /** The timing of opening a connection belongs to the request that opened it. */
  #measure(): Pick<SendResult, "durationMs" | "timing"> {
    const timing = this.#opened ? { ...this.#connection?.timing } : {};
    if (this.#reconnectedMs !== undefined) timing.reconnectedMs = this.#reconnectedMs;
    if (this.#firstByteAt !== undefined) timing.firstByteMs = Math.round(this.#firstByteAt - this.#sentAt);
    return { durationMs: Math.round(performance.now() - this.#startedAt), timing };
  }

  #end(result: SendResult): void {
    this.isSettled = true;
    clearTimeout(this.#deadline);
    this.settle(result);
  }
}
