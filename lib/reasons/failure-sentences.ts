import type { SendPhase } from "../http/send-result";
import type { FailureCode, FailureParams, FailureSentences, Outlook } from "./codes";
import { dependsOnSuccessRule, describeStatus } from "./status-sentences";

// The sentences about failed attempts. The ledger stores a code and its parameters; describe.ts builds the texts for the portal,
// the API and e-mails from them.

const waitOrResendByOutlook: Record<Outlook, string | null> = {
  retrying: "Wait for the next attempt.",
  delivered: null,
  stopped: "Resend the delivery later.",
};

/** Returns the cause and the next action of a failure. Undefined for a code that this version does not know. */
export function findFailureSentences(
  code: string,
  params: FailureParams,
  outlook: Outlook,
): FailureSentences | undefined {
  const { detail = "", status, location } = params;
  switch (code) {
    case "aborted":
      return {
        cause: "The request was canceled because Hookledger was shutting down.",
        nextAction: waitOrResendByOutlook[outlook],
      };
    case "interrupted":
      return {
        cause: "Hookledger was interrupted before it recorded the response, so the webhook may have arrived.",
        // A held or discarded delivery was not sent again after the interruption.
        nextAction:
          outlook === "stopped"
            ? "If the receiver did not get the webhook, resend the delivery."
            : "No action is needed: the webhook was sent again.",
      };
    case "timeout":
      return describeTimeout(params);
    case "tls_failed":
      return describeTls(params.tlsError ?? "");
    case "invalid_response":
      return status === 101 ? protocolSwitchSentences : sentencesByCode.invalid_response;
    case "template_error":
      return {
        cause:
          `Nothing was sent, because the webhook's templates cannot be filled in with this event. ${detail}`.trim(),
        nextAction: {
          retrying: "Correct the webhook's templates; the next attempt uses them.",
          delivered: null,
          stopped: "Correct the webhook's templates, then resend the delivery.",
        }[outlook],
      };
    case "secret_unreadable":
      return {
        cause: `Nothing was sent, because a secret of the webhook cannot be decrypted. ${detail}`.trim(),
        nextAction: "Ask the operator to restore the encryption key, or enter the secret again.",
      };
    case "redirect":
      return {
        cause: `The receiver responded with a redirect${location ? ` to ${location}` : ""} (${status}).`,
        nextAction: "Set the webhook's URL to the final address: redirects are never followed.",
      };
    case "not_200":
      return {
        cause: `The receiver responded with ${status}, but this webhook counts only 200 as success.`,
        nextAction: `If ${status} is acceptable, set the webhook's success rule to "Any 2xx".`,
      };
    case "http_429":
      return {
        cause: "The receiver is rate limiting our requests (429).",
        nextAction:
          outlook === "retrying"
            ? "Wait for the next attempt, which is delayed for at least as long as the receiver asked (up to ten hours)."
            : waitOrResendByOutlook[outlook],
      };
    default:
      return (
        sentencesByCode[code as keyof typeof sentencesByCode] ?? describeStatus(code, params.successRule)
      );
  }
}

/** The sentences of failures that need no parameters. */
const sentencesByCode = {
  dns_failed: {
    cause: "The receiver's host name could not be resolved.",
    nextAction: "Check the URL for typos, and check the DNS of Hookledger's server.",
  },
  address_refused: {
    cause: "The receiver's address is private or reserved, so nothing was sent.",
    nextAction:
      "Use a public https address, or ask the operator to add the receiver's network to HOOKLEDGER_ALLOWED_NETWORKS.",
  },
  https_required: {
    cause: "The receiver's URL is plain http, so nothing was sent.",
    nextAction:
      "Use https, or ask the operator to add the receiver's network to HOOKLEDGER_ALLOWED_NETWORKS.",
  },
  connect_refused: {
    cause: "The receiver refused the connection.",
    nextAction: "Check that the receiver is running and that the port in the URL is correct.",
  },
  connect_failed: {
    cause: "The receiver could not be reached.",
    nextAction: "Check the URL and whether a firewall blocks the connection.",
  },
  connection_reset: {
    cause: "The receiver closed the connection before its response was complete.",
    nextAction: "Ask the receiver's operator what the receiver logged at the time of the attempt.",
  },
  invalid_response: {
    cause: "The receiver's response was not valid HTTP.",
    nextAction: "Check that the URL points to a web server.",
  },
  send_failed: {
    cause: "The request could not be sent.",
    nextAction: "Check the webhook's URL and custom headers.",
  },
} satisfies Partial<Record<FailureCode, FailureSentences>>;

/** A receiver may respond with 101 only to an Upgrade header, and none was sent (RFC 9110, section 15.2.2). */
const protocolSwitchSentences: FailureSentences = {
  cause: "The receiver switched to another protocol (101), which the request did not ask for.",
  nextAction: "Check that the URL points to a webhook receiver, not to a WebSocket.",
};

const describeTimeoutByPhase: Record<SendPhase, (seconds: string) => FailureSentences> = {
  queued: (seconds) => ({
    cause: `The request was not sent within ${seconds}, because every connection to the receiver was busy.`,
    nextAction: "Ask the receiver's operator for faster responses, or raise the webhook's timeout.",
  }),
  dns: (seconds) => ({
    cause: `The receiver's host name was not resolved within ${seconds}.`,
    nextAction: "Check the URL and the DNS of Hookledger's server.",
  }),
  connect: (seconds) => ({
    cause: `The connection to the receiver was not established within ${seconds}.`,
    nextAction: "Check the URL and whether a firewall blocks the connection.",
  }),
  tls: (seconds) => ({
    cause: `The secure connection to the receiver was not established within ${seconds}.`,
    nextAction: "Check that the port in the URL accepts https.",
  }),
  waiting: (seconds) => ({
    cause: `The receiver did not respond within ${seconds}.`,
    nextAction: "Have the receiver respond before it processes the webhook, or raise the webhook's timeout.",
  }),
  body: (seconds) => ({
    cause: `The receiver started to respond but did not finish within ${seconds}.`,
    nextAction: "Ask the receiver's operator to shorten the response, or raise the webhook's timeout.",
  }),
};

function describeTimeout({ phase = "waiting", timeoutMs = 0 }: FailureParams): FailureSentences {
  return describeTimeoutByPhase[phase](`${timeoutMs / 1_000} s`);
}

const unknownAuthority = "its certificate authority is unknown or an intermediate certificate is missing";
const tlsReasonByCode: Record<string, string> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: "it is self-signed",
  SELF_SIGNED_CERT_IN_CHAIN: "its certificate authority is not trusted",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: unknownAuthority,
  UNABLE_TO_GET_ISSUER_CERT: unknownAuthority,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: unknownAuthority,
  CERT_HAS_EXPIRED: "it has expired",
  CERT_NOT_YET_VALID: "it is not valid yet",
  ERR_TLS_CERT_ALTNAME_INVALID: "it is for another host name",
};

function describeTls(code: string): FailureSentences {
  const reason = tlsReasonByCode[code];
  if (reason) {
    return {
      cause: `The receiver's certificate was rejected: ${reason} (${code}).`,
      nextAction: "Ask the receiver's operator to install a valid certificate.",
    };
  }
  return {
    cause: `The secure connection to the receiver could not be established${code && ` (${code})`}.`,
    nextAction:
      "Check that the port in the URL accepts https with TLS 1.2 or later and does not require a client certificate.",
  };
}

/** Whether the sentences of this code need parameters. */
export function needsParams(code: string): boolean {
  return dependsOnSuccessRule(code) || codesWithParams.has(code);
}

const codesWithParams = new Set([
  "timeout",
  "tls_failed",
  "redirect",
  "not_200",
  "template_error",
  "secret_unreadable",
]);
