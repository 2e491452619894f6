import { z } from "zod";
import { fineractErrorSchema } from "../fineract/schema";
import { fineractCodeByProblemCode } from "../fineract/to-fineract-error";
import { loanproErrorSchema } from "../loanpro/schema";
import { abpErrorSchema } from "../plexe/schema";

/** The shape of an adapter's errors, as documented. */
export interface ErrorShape {
  /** The name of its schema in the OpenAPI document. */
  name: string;
  schema: z.ZodType;
  contentType: string;
  /** Converts a code of the native API to the adapter's code; undefined if the adapter's errors have no code. */
  toCode: (code: string) => string | undefined;
  /** Set if no error for an invalid query is documented, since unknown parameters are ignored. */
  anyQuery?: true;
}

const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number(),
  code: z.string().describe("A stable code that programs can match."),
  detail: z.string().describe("What is wrong and what to send instead, in plain language."),
  requestId: z.string().describe("The request's ID in the log."),
  errors: z
    .array(z.object({ field: z.string(), code: z.string(), message: z.string() }))
    .optional()
    .describe("The invalid fields that were found; there may be others."),
});

const json = "application/json";

export const errorShapes = {
  problem: {
    name: "Problem",
    schema: problemSchema,
    contentType: "application/problem+json",
    toCode: (code) => code,
  },
  plexe: { name: "PlexeError", schema: abpErrorSchema, contentType: json, toCode: () => undefined },
  fineract: {
    name: "FineractError",
    schema: fineractErrorSchema,
    contentType: json,
    toCode: (code) => fineractCodeByProblemCode[code] ?? code,
    anyQuery: true,
  },
  loanpro: { name: "LoanProError", schema: loanproErrorSchema, contentType: json, toCode: (code) => code },
} satisfies Record<string, ErrorShape>;
