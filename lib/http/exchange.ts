import { CapturedBody, captureHeaders } from "./capture-response";
import { classifyFailure, protocolSwitchFailure } from "./classify-failure";
import type { ConnectionPool } from "./connection-pool";
import type { Connection } from "./guarded-connect";
import type { ResponseHead } from "./response-head";
import type { SendFailure, SendPhase, SendResult } from "./send-result";

/** The most 1xx responses before the final one: more than any receiver has a reason to send (RFC 9110, section 15.2). */
const maxInformationalResponses = 32;

/**
 * One request and its response. It settles once: by the response, an error, the deadline or the caller, whichever comes
 * first. The deadline covers everything: queue, DNS, connecting, TLS, 1xx, headers, body.
 */
export class Exchange {
  isSettled = false;
  /** The whole request. */
  bytes: Uint8Array = new Uint8Array(0);
  /** The pool of connections to its receiver. */
  pool: ConnectionPool | undefined;
  /** Whether its connection may be reused for the next request. */
  keepAlive = true;
  /** Whether a response has begun. */
  hasResponseBegun = false;
  readonly #startedAt = performance.now();
  readonly #deadline: NodeJS.Timeout;
  #connection: Connection | undefined;
  /** Drops the connection that the request was sent on. */
  #drop: (() => void) | undefined;
  #hasOpenedConnection = false;
  #sentAt = 0;
  #firstByteAt: number | undefined;
  #informationalCount = 0;
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
    this.#hasOpenedConnection = true;
  }

  onSending(connection: Connection, drop: () => void): void {
    this.#connection = connection;
    this.#drop = drop;
    this.#sentAt = performance.now();
  }

  onHead({ status, headers }: ResponseHead): void {
    this.#firstByteAt ??= performance.now();
    if (status < 200) {
      this.#informationalCount += 1;
      const isWithinLimit = this.#informationalCount <= maxInformationalResponses;
      if (!isWithinLimit || status === 101)
        this.abort(isWithinLimit ? protocolSwitchFailure : { code: "invalid_response" });
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
   * Whether the receiver or a load balancer had closed a reused connection: not one byte came back. A request on such a
   * connection may be sent again (RFC 9112, section 9.3.1); Hookledger sends it again once.
   */
  #wasStale(): boolean {
    return (
      this.#drop !== undefined &&
      !this.#hasOpenedConnection &&
      !this.hasResponseBegun &&
      this.#reconnectedMs === undefined
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

  /** Returns duration and timing. Only the request that opened the connection has the timing of opening it. */
  #measure(): Pick<SendResult, "durationMs" | "timing"> {
    const timing = this.#hasOpenedConnection ? { ...this.#connection?.timing } : {};
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
