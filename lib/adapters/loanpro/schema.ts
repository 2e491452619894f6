import { z } from "zod";

export const retriedSchema = z.object({
  success: z.literal(true),
  traceId: z.uuid(),
  /** The manual attempt that was queued. */
  attemptId: z.uuid(),
});

/** LoanPro's errors (inferred: its page shows no answer of the retry call). */
export const loanproErrorSchema = z.object({
  error: z.object({
    message: z.string().describe("What is wrong and what to do, for people."),
    type: z.string().describe("Stable: programs decide by it."),
    code: z.int().describe("The status."),
  }),
});
export type LoanproError = z.infer<typeof loanproErrorSchema>;
