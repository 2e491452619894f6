import type { SuccessRule } from "../dialects/dialect";
import type { Failure } from "../reasons/codes";

/** The parts of a response that decide whether an attempt succeeded. */
export interface AttemptResponse {
  /** False if the response did not arrive completely, even if its status did. */
  complete: boolean;
  responseCode: number | null;
  responseHeaders: Record<string, string> | null;
  /** Why there is no complete response. */
  failure: Failure | null;
}

const maxLocationLength = 500;

/**
 * Returns why an attempt failed under the webhook's success rule, or null if it succeeded. A redirect or an incomplete response is never a
 * success.
 */
export function classifyResponse(response: AttemptResponse, successRule: SuccessRule): Failure | null {
  const { complete, responseCode: status, responseHeaders, failure } = response;
  if (!complete || status === null) return failure;
  const isSuccess = successRule === "200" ? status === 200 : status >= 200 && status <= 299;
  if (isSuccess) return null;
  if (status >= 200 && status < 300) return { code: "not_200", params: { status } };
  if (status >= 300 && status < 400) {
    const location = responseHeaders?.location?.slice(0, maxLocationLength);
    return { code: "redirect", params: { status, location } };
  }
  return { code: `http_${status}`, params: { successRule } };
}
