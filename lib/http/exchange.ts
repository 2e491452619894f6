import type { Dispatcher } from "undici";
import { CapturedBody, captureHeaders } from "./capture-response";
import { classifyFailure, protocolSwitchFailure } from "./classify-failure";
import type { ConnectionState, PendingRequest } from "./guarded-client";
import type { Connection } from "./guarded-connect";
import type { SendFailure, SendPhase, SendResult } from "./send-result";

type Controller = Dispatcher.DispatchController;
type Headers = Parameters<NonNullable<Dispatcher.DispatchHandler["onResponseStart"]>>[2];

/** More 1xx responses than any receiver has a reason to send (RFC 9110, 15.2). */
const maxInformationalResponses = 32;

/**
 * One request and its response. It settles once: by the response, an error, the deadline or the caller, whichever comes
 * first. The deadline covers everything: queue, DNS, connecting, TLS, 1xx, headers, body.
 */
export class Exchange implements PendingRequest, Dispatcher.DispatchHandler {
  connectionState: ConnectionState | undefined;
  settled = false;
  readonly #startedAt = performance.now();
  readonly #deadline: NodeJS.Timeout;
  #controller: Controller | undefined;
  #connection: Connection | undefined;
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
    private readonly sendOnNewConnection: () => void,
  ) {
    this.#deadline = setTimeout(
      () => this.abort({ code: "timeout", params: { phase: this.#phase(), timeoutMs } }),
      timeoutMs,
    );
  }

  /** Settles with a failure and frees the connection, or the attempt to open one. */
  abort(failure: SendFailure): void {
    if (this.settled) return;
    const connection = this.#connection ?? this.connectionState?.connection;
    this.#fail(failure, connection);
    if (this.#controller) this.#controller.abort(new Error(failure.code));
    else if (connection?.phase !== "ready") connection?.cancel();
  }

  onRequestStart(controller: Controller): void {
    // Thrown, not aborted: undici then drops the request and keeps the connection.
    if (this.settled) throw new Error("The deadline passed before a connection became available.");
    this.#controller = controller;
    this.#connection = this.connectionState?.connection;
    this.#sentAt = performance.now();
    this.#connection?.response?.expect();
    if (this.#connection?.fresh) {
      this.#opened = true;
      this.#connection.fresh = false;
    }
  }

  onResponseStart(_controller: Controller, status: number, headers: Headers): void {
    this.#firstByteAt ??= performance.now();
    if (status < 200) {
      this.#informational += 1;
      const valid = status >= 100 && this.#informational <= maxInformationalResponses;
      if (!valid || status === 101) this.abort(valid ? protocolSwitchFailure : { code: "invalid_response" });
      return;
    }
    this.#status = status;
    this.#headers = captureHeaders(headers);
    // Complete without a body, whatever length the headers announce (RFC 9112, section 6.3). undici would compare the two.
    if (status === 204 || status === 304) this.#respond(false);
  }

  onResponseData(controller: Controller, chunk: Buffer): void {
    if (this.settled || this.#body.add(chunk)) return;
    this.#respond(true);
    controller.abort(new Error("The rest of the response is not needed."));
  }

  onResponseEnd(): void {
    // undici takes a reset for the end of the body; the monitor saw the error. After abort, #respond does nothing.
    if (this.#connection?.response?.errored) this.abort({ code: "connection_reset" });
    this.#respond(false);
  }

  onResponseError(_controller: Controller, error: Error): void {
    if (this.settled) return;
    const failure = classifyFailure(error, this.#phase());
    if (failure.code === "connection_reset" && this.#wasStale()) this.#reconnect();
    else this.#fail(failure, this.#connection ?? this.connectionState?.connection);
  }

  /**
   * Whether a reused connection had been closed by the receiver or a load balancer: not one byte came back. A request on such a
   * connection may be sent again (RFC 9112, section 9.3.1), and is sent again once.
   */
  #wasStale(): boolean {
    const used = this.#connection !== undefined && !this.#opened;
    return used && this.#connection?.response?.started === false && this.#reconnectedMs === undefined;
  }

  #reconnect(): void {
    this.#reconnectedMs = Math.round(performance.now() - this.#startedAt);
    this.#controller = undefined;
    this.#connection = undefined;
    this.connectionState = undefined;
    this.sendOnNewConnection();
  }

  #phase(): SendPhase {
    if (this.#controller) return this.#status === undefined ? "waiting" : "body";
    const phase = this.connectionState?.connection?.phase ?? "ready";
    return phase === "ready" ? "queued" : phase;
  }

  #respond(bodyTruncated: boolean): void {
    if (this.settled || this.#status === undefined) return;
    this.#end({
      kind: "response",
      status: this.#status,
      headers: this.#headers.headers,
      body: this.#body.bytes(),
      truncated: bodyTruncated || this.#headers.truncated,
      ...this.#measure(this.#connection),
      destinationIp: this.#connection?.destinationIp ?? "",
      sourceIp: this.#connection?.sourceIp ?? "",
    });
  }

  #fail(failure: SendFailure, connection: Connection | undefined): void {
    this.#end({
      kind: "error",
      ...failure,
      ...(this.#status === undefined ? undefined : { status: this.#status, headers: this.#headers.headers }),
      ...this.#measure(connection),
      ...(connection?.destinationIp && { destinationIp: connection.destinationIp }),
      ...(connection?.sourceIp && { sourceIp: connection.sourceIp }),
    });
  }

  /** The timing of opening a connection belongs to the request that opened it, or that failed while opening it. */
  #measure(connection: Connection | undefined): Pick<SendResult, "durationMs" | "timing"> {
    const opening = this.#opened || (!this.#controller && connection?.phase !== "ready");
    const timing = opening ? { ...connection?.timing } : {};
    if (this.#reconnectedMs !== undefined) timing.reconnectedMs = this.#reconnectedMs;
    if (this.#firstByteAt !== undefined) timing.firstByteMs = Math.round(this.#firstByteAt - this.#sentAt);
    return { durationMs: Math.round(performance.now() - this.#startedAt), timing };
  }

  #end(result: SendResult): void {
    this.settled = true;
    clearTimeout(this.#deadline);
    this.settle(result);
  }
}
