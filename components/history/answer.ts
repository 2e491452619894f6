import type { AttemptSummary } from "./delivery-summary";

/** The response code, or what kept it from coming ("timeout", "dns failed"); empty while there is neither. */
export function answerOf({ responseCode, error }: Pick<AttemptSummary, "responseCode" | "error">): string {
  // An error code is words with underscores.
  return responseCode === null ? (error?.code.replaceAll("_", " ") ?? "") : String(responseCode);
}
