import { ConnectionFailed, DestinationBlocked } from "./guarded-connect";
import type { SendFailure, SendPhase } from "./send-result";

/** A 101 answers an Upgrade header, and none was sent (RFC 9110, section 15.2.2). */
export const protocolSwitchFailure: SendFailure = { code: "invalid_response", params: { status: 101 } };

/** The code for an error of undici or of the platform, with what its sentence needs (lib/reasons). */
export function classifyFailure(error: Error, phase: SendPhase): SendFailure {
  if (error instanceof DestinationBlocked) return { code: error.code };
  if (error instanceof ConnectionFailed) return classifyConnectionFailure(getErrorCode(error.cause), phase);
  const code = getErrorCode(error);
  switch (true) {
    case code === "UND_ERR_CLOSED" || code === "UND_ERR_DESTROYED" || code === "UND_ERR_ABORTED":
      return { code: "aborted" };
    case code === "UND_ERR_SOCKET" && error.message === "bad upgrade":
      return protocolSwitchFailure;
    // undici uses one code for an invalid response and for a closed connection, and checks responses with assert.
    case code === "UND_ERR_SOCKET" && error.message.startsWith("bad "):
    case code === "UND_ERR_HEADERS_OVERFLOW" || code === "ERR_ASSERTION":
    // undici reports a mismatch for every error of a length, also for two different lengths.
    case code === "UND_ERR_RES_CONTENT_LENGTH_MISMATCH" && phase === "waiting":
    case error.name === "HTTPParserError" && !error.message.includes("EOF"):
      return { code: "invalid_response" };
    // A receiver that wants a client certificate says so only after the handshake (TLS 1.3).
    case code.startsWith("ERR_SSL_") || code === "EPROTO":
      return tlsFailure(code);
    case code === "UND_ERR_SOCKET" || code === "UND_ERR_RES_CONTENT_LENGTH_MISMATCH":
    case code === "ECONNRESET" || code === "EPIPE" || code === "ECONNABORTED" || code === "ETIMEDOUT":
    case error.name === "HTTPParserError":
      return { code: "connection_reset" };
    default:
      return { code: "send_failed" };
  }
}

function classifyConnectionFailure(code: string, phase: SendPhase): SendFailure {
  if (phase === "dns") return { code: "dns_failed" };
  if (phase === "tls") return tlsFailure(code);
  return { code: code === "ECONNREFUSED" ? "connect_refused" : "connect_failed" };
}

function tlsFailure(tlsError: string): SendFailure {
  return { code: "tls_failed", params: { tlsError } };
}

function getErrorCode(error: unknown): string {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "";
}
