import { ConnectionFailed, DestinationBlocked } from "./guarded-connect";
import type { SendErrorCode } from "./send-result";

/** How far a request had come. "queued": no connection to the receiver was free. */
export type Phase = "queued" | "dns" | "connect" | "tls" | "waiting" | "body";

export interface Failure {
  code: SendErrorCode;
  message: string;
}

const messages: Record<Exclude<SendErrorCode, "timeout" | "tls_failed">, string> = {
  dns_failed:
    "The receiver's host name could not be resolved to an address. Check the URL for a typing error, and the DNS of this server.",
  address_refused:
    "The receiver's address is private or reserved, so nothing was sent. Use a public https address, or ask the operator to add its network to HOOKLEDGER_ALLOWED_NETWORKS.",
  https_required:
    "The receiver's URL is plain http, so nothing was sent. Use https, or ask the operator to add the receiver's network to HOOKLEDGER_ALLOWED_NETWORKS.",
  connect_refused:
    "The receiver's server refused the connection. Check that the receiver is running and that the port in the URL is right.",
  connect_failed:
    "No connection to the receiver's server could be made. Check the URL, and whether a firewall stands between.",
  connection_reset:
    "The receiver closed the connection before its answer was complete. Ask its operator to look at the receiver's log at this time.",
  invalid_response:
    "The receiver's answer was not valid HTTP. Check that the URL leads to a web server and not to another service.",
  aborted:
    "The request was given up because Hookledger was stopping. Wait for the next retry; if none is left, resend the delivery.",
  send_failed: "The request could not be built or sent. Check the URL and the custom headers of the webhook.",
};

const timeouts: Record<Phase, string> = {
  queued:
    "The request was not sent in $, because every connection to the receiver was busy. Ask its operator to answer faster, or raise the timeout of the webhook.",
  dns: "The receiver's host name was not resolved in $. Check the URL, and the DNS of this server.",
  connect:
    "No connection to the receiver's server was made in $. Check the URL, and whether a firewall stands between.",
  tls: "The secure connection to the receiver was not set up in $. Check that the port in the URL speaks https.",
  waiting:
    "The receiver did not answer in $. Ask its operator to answer first and work afterwards, or raise the timeout of the webhook.",
  body: "The receiver began to answer but did not finish in $. Ask its operator to send a short answer, or raise the timeout of the webhook.",
};

const tlsReasons: Record<string, string> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: "it is self-signed",
  SELF_SIGNED_CERT_IN_CHAIN: "its authority is not trusted",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "its authority is unknown or an intermediate certificate is missing",
  UNABLE_TO_GET_ISSUER_CERT: "its authority is unknown or an intermediate certificate is missing",
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: "its authority is unknown or an intermediate certificate is missing",
  CERT_HAS_EXPIRED: "it has expired",
  CERT_NOT_YET_VALID: "it is not valid yet",
  ERR_TLS_CERT_ALTNAME_INVALID: "it is for another host name",
};

/** The deadline passed. */
export function describeTimeout(timeoutMs: number, phase: Phase): Failure {
  const seconds = timeoutMs / 1000;
  return { code: "timeout", message: timeouts[phase].replace("$", `${seconds} s`) };
}

/** A failure that is known by its code alone. */
export function failureFor(code: keyof typeof messages): Failure {
  return { code, message: messages[code] };
}

/** A 101 answers an Upgrade header, and none was sent (RFC 9110, section 15.2.2). */
export const protocolSwitched: Failure = {
  code: "invalid_response",
  message:
    "The receiver switched to another protocol (101), which the request did not ask for. Check that the URL leads to a webhook receiver and not to a WebSocket.",
};

/** Translates an error of undici or of the platform for the person who reads the history of a delivery. */
export function describeFailure(error: Error, phase: Phase): Failure {
  if (error instanceof DestinationBlocked) return failureFor(error.code);
  if (error instanceof ConnectionFailed) return describeNoConnection(codeOf(error.cause), phase);
  const code = codeOf(error);
  switch (true) {
    case code === "UND_ERR_CLOSED" || code === "UND_ERR_DESTROYED" || code === "UND_ERR_ABORTED":
      return failureFor("aborted");
    case code === "UND_ERR_SOCKET" && error.message === "bad upgrade":
      return protocolSwitched;
    // undici uses one code for "the answer is not HTTP" and for "the connection closed"; it checks answers by assert.
    case code === "UND_ERR_SOCKET" && error.message.startsWith("bad "):
    case code === "UND_ERR_HEADERS_OVERFLOW" || code === "ERR_ASSERTION":
    // undici says "mismatch" for every fault of a message with a length, also for two different lengths.
    case code === "UND_ERR_RES_CONTENT_LENGTH_MISMATCH" && phase === "waiting":
    case error.name === "HTTPParserError" && !error.message.includes("EOF"):
      return failureFor("invalid_response");
    // A receiver that wants a client certificate says so only after the handshake (TLS 1.3).
    case code.startsWith("ERR_SSL_") || code === "EPROTO":
      return describeTls(code);
    case code === "UND_ERR_SOCKET" || code === "UND_ERR_RES_CONTENT_LENGTH_MISMATCH":
    case code === "ECONNRESET" || code === "EPIPE" || code === "ECONNABORTED" || code === "ETIMEDOUT":
    case error.name === "HTTPParserError":
      return failureFor("connection_reset");
    default:
      return failureFor("send_failed");
  }
}

function describeNoConnection(code: string, phase: Phase): Failure {
  if (phase === "dns") return failureFor("dns_failed");
  if (phase === "tls") return describeTls(code);
  return failureFor(code === "ECONNREFUSED" ? "connect_refused" : "connect_failed");
}

function describeTls(code: string): Failure {
  const reason = tlsReasons[code];
  const message = reason
    ? `The receiver's certificate was not accepted: ${reason} (${code}). Ask the receiver's operator to install a valid certificate.`
    : `The secure connection to the receiver could not be set up${code && ` (${code})`}. Check that the port in the URL speaks https, TLS 1.2 or newer, without a client certificate.`;
  return { code: "tls_failed", message };
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "";
}
