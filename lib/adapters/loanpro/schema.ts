import { z } from "zod";

export const retryResultSchema = z.object({
  success: z.literal(true),
  traceId: z.uuid(),
  /** The queued manual attempt. */
  attemptId: z.uuid(),
});

/** LoanPro's error shape, which is inferred: LoanPro's page shows no response of the retry call. */
export const loanproErrorSchema = z.object({
  error: z.object({
    message: z.string().describe("What is wrong and what to send instead, in plain language."),
    type: z.string().describe("A stable code that programs can match."),
    code: z.int().describe("The HTTP status."),
  }),
});
export type LoanproError = z.infer<typeof loanproErrorSchema>;
