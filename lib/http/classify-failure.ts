import { ConnectionFailed, DestinationBlocked } from "./guarded-connect";
import { ConnectionEnded } from "./receiver-connection";
import { InvalidResponse } from "./response-head";
import type { SendFailure, SendPhase } from "./send-result";

/** The failure for a 101 response, which is invalid because no request has an Upgrade header (RFC 9110, section 15.2.2). */
export const protocolSwitchFailure: SendFailure = { code: "invalid_response", params: { status: 101 } };

/** Returns the code for a connection error, with the parameters that lib/reasons needs to describe it. */
export function classifyFailure(error: Error, phase: SendPhase): SendFailure {
  if (error instanceof DestinationBlocked) return { code: error.code };
  if (error instanceof ConnectionFailed) return classifyConnectionFailure(getErrorCode(error.cause), phase);
  if (error instanceof InvalidResponse) return { code: "invalid_response" };
  if (error instanceof ConnectionEnded) return { code: "connection_reset" };
  const code = getErrorCode(error);
  switch (true) {
    // A receiver that requires a client certificate rejects a connection without one only after the handshake (TLS 1.3).
    case code.startsWith("ERR_SSL_") || code === "EPROTO":
      return tlsFailure(code);
    case code === "ECONNRESET" || code === "EPIPE" || code === "ECONNABORTED" || code === "ETIMEDOUT":
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
