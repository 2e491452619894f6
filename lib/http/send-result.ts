/** The most bytes that are captured of a response's body, and of its headers. The rest of the body is not read. */
export const RESPONSE_CAPTURE_BYTES = 16 * 1024;

export type SendErrorCode =
  | "dns_failed"
  | "address_refused"
  | "https_required"
  | "connect_refused"
  | "connect_failed"
  | "tls_failed"
  | "timeout"
  | "connection_reset"
  | "invalid_response"
  | "aborted"
  | "send_failed";

/** How far a request got. "queued": no connection to the receiver was free. */
export type SendPhase = "queued" | "dns" | "connect" | "tls" | "waiting" | "body";

/** Why there was no complete response, with the parameters that lib/reasons needs to describe it. */
export interface SendFailure {
  code: SendErrorCode;
  params?: {
    /** How far the request had got at a timeout. */
    phase?: SendPhase;
    timeoutMs?: number;
    /** The error code of OpenSSL or Node; empty when there is none. */
    tlsError?: string;
    /** The status of an invalid response. */
    status?: number;
  };
}

/** How long the parts of one request took, in whole milliseconds. The first three are set only if the request opened a connection. */
export interface SendTiming {
  dnsMs?: number;
  connectMs?: number;
  tlsMs?: number;
  /**
   * From the call until a kept connection proved to be closed by the receiver; the request was then sent on a new
   * connection, and the other times refer to that connection. Absent when there was no reconnect.
   */
  reconnectedMs?: number;
  /** From the request being handed to the connection to the end of the first response's headers, even if that is a 1xx response. */
  firstByteMs?: number;
}

interface TimedResult {
  /** From the call to the response, in whole milliseconds. */
  durationMs: number;
  timing: SendTiming;
}

/** A complete response, with any status. The webhook's success rule decides whether it is a success. */
export interface SendResponse extends TimedResult {
  kind: "response";
  status: number;
  /** Names in lower case, several values joined by ", ". */
  headers: Record<string, string>;
  /** The bytes as received: not decompressed, not decoded. */
  body: Uint8Array;
  /** Whether headers or body were truncated at RESPONSE_CAPTURE_BYTES. */
  truncated: boolean;
  destinationIp: string;
  sourceIp: string;
}

/** The result of a request without a complete response. */
export interface SendError extends TimedResult, SendFailure {
  kind: "error";
  /** Set if the status was received before the failure. */
  status?: number;
  headers?: Record<string, string>;
  /** Set if a connection was opened. */
  destinationIp?: string;
  sourceIp?: string;
}

export type SendResult = SendResponse | SendError;
