import { json } from "../api/endpoint";
import type { Problem } from "../endpoint/problem";
import type { LoanproError } from "./schema";

/** A problem as LoanPro's own errors look, {"error": {"message", "type", "code"}} (inferred: its page shows no answer of this call). */
export function loanproError({ status, code, message, extra }: Problem): Response {
  const body: LoanproError = { error: { message, type: code, code: status } };
  return json(status, body, extra.headers);
}
