import type { SuccessRule } from "../dialects/dialect";

/** Whether an attempt succeeded; if not, why: in words with what to do, and as a stable code for the API. */
export interface Classification {
  succeeded: boolean;
  errorCode: string | null;
  errorMessage: string | null;
}

/** What came back, as far as judging goes. */
export interface Answer {
  /** False when no complete answer came, even if its status did. */
  complete: boolean;
  responseCode: number | null;
  responseHeaders: Record<string, string> | null;
  errorCode: string | null;
  errorMessage: string | null;
}

/** Judges what came back by the webhook's success rule. A redirect never is a success, nor is half an answer. */
export function classifyResponse(answer: Answer, rule: SuccessRule): Classification {
  const { complete, responseCode, errorCode, errorMessage } = answer;
  if (!complete || responseCode === null) return { succeeded: false, errorCode, errorMessage };
  const succeeded = rule === "200" ? responseCode === 200 : responseCode >= 200 && responseCode <= 299;
  if (succeeded) return { succeeded, errorCode: null, errorMessage: null };
  const { code, message } = describeStatus(responseCode, rule, answer.responseHeaders?.location);
  return { succeeded, errorCode: code, errorMessage: message };
}

const messagesByStatus: Record<number, string> = {
  401: "The receiver did not accept our credentials (401). Compare the key and the custom headers with what it expects.",
  403: "The receiver forbids this request (403). Ask whether it lists our addresses or expects another header.",
  404: "The receiver has nothing at this URL (404). Check the webhook's URL.",
  405: "The receiver does not take this method at this URL (405). Check the webhook's URL and method.",
  408: "The receiver gave up waiting for the request (408). Ask whether it is overloaded.",
  410: "The receiver says that this URL is gone for good (410). Ask for the new one.",
  413: "The receiver finds the body too large (413). Ask for its limit to be raised.",
  415: "The receiver does not take this content type (415). Choose another dialect or ask the receiver.",
  // Nothing here knows whether a retry is left.
  429: "The receiver is rate limiting our requests (429). Any retry that is left waits at least as long as it asks; if none is left, resend later.",
};

/** Why a complete answer with this status is a failure under the webhook's rule. */
function describeStatus(status: number, rule: SuccessRule, location: string | undefined) {
  const known = messagesByStatus[status];
  if (known) return { code: `http_${status}`, message: known };
  if (status >= 300 && status < 400) {
    const where = location ? ` to ${location.slice(0, 500)}` : "";
    const message = `The receiver redirects${where} (${status}). Redirects are never followed; set the webhook's URL to the final address.`;
    return { code: "redirect", message };
  }
  if (status >= 200 && status < 300) {
    const message = `The receiver answered ${status}, but this webhook counts only 200 as a success. If ${status} is fine, set its success rule to "any 2xx".`;
    return { code: "not_200", message };
  }
  if (status >= 500) {
    const message = `The receiver has a fault of its own (${status}). Tell the receiver's operator if it stays.`;
    return { code: `http_${status}`, message };
  }
  const expected = rule === "200" ? "200" : "a 2xx status";
  return {
    code: `http_${status}`,
    message: `The receiver answered ${status} instead of ${expected}. Look at its response below.`,
  };
}
