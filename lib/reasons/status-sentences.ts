import type { FailureSentences } from "./codes";

const sentencesByStatus: Record<string, FailureSentences> = {
  401: {
    cause: "The receiver rejected our credentials (401).",
    nextAction:
      "Compare the key, the custom headers and the receiver authentication with what the receiver expects.",
  },
  403: {
    cause: "The receiver forbids this request (403).",
    nextAction: "Ask the receiver's operator whether our addresses are allowed and which headers are needed.",
  },
  404: { cause: "The receiver has nothing at this URL (404).", nextAction: "Check the webhook's URL." },
  405: {
    cause: "The receiver does not accept this method at this URL (405).",
    nextAction: "Check the webhook's URL and method.",
  },
  408: {
    cause: "The receiver timed out waiting for the request (408).",
    nextAction: "Ask the receiver's operator whether the receiver is overloaded.",
  },
  410: {
    cause: "The receiver says that this URL is gone (410).",
    nextAction: "Ask the receiver's operator for the new URL.",
  },
  413: {
    cause: "The receiver says that the body is too large (413).",
    nextAction: "Ask the receiver's operator to raise the size limit.",
  },
  415: {
    cause: "The receiver does not accept this content type (415).",
    nextAction: "Choose another dialect, or ask the receiver's operator which content types are accepted.",
  },
};

/** Parses "http_404" to "404"; empty for a code without a status. */
const parseStatus = (code: string): string => /^http_(\d{3})$/.exec(code)?.[1] ?? "";

/** Describes a response whose status is not a success. Undefined for a code without a status. */
export function describeStatus(code: string, rule: "200" | "2xx" | undefined): FailureSentences | undefined {
  const status = parseStatus(code);
  if (status === "") return undefined;
  if (Number(status) >= 500) {
    return {
      cause: `The receiver responded with a server error (${status}).`,
      nextAction: "Contact the receiver's operator if the error persists.",
    };
  }
  return (
    sentencesByStatus[status] ?? {
      cause: `The receiver responded with ${status} instead of ${rule === "2xx" ? "a 2xx status" : "200"}.`,
      nextAction: "Check the response for the reason.",
    }
  );
}

/** Whether a status has no sentence of its own, only the general one, which depends on the webhook's success rule. */
export function dependsOnSuccessRule(code: string): boolean {
  const status = parseStatus(code);
  return status !== "" && Number(status) < 500 && status !== "429" && !(status in sentencesByStatus);
}
