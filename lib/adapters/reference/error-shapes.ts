import { z } from "zod";
import { fineractErrorSchema } from "../fineract/schema";
import { fineractCodes } from "../fineract/to-fineract-error";
import { loanproErrorSchema } from "../loanpro/schema";
import { abpErrorSchema } from "../plexe/schema";

/** What the rejections of an adapter look like. */
export interface ErrorShape {
  /** Its name among the document's schemas. */
  name: string;
  schema: z.ZodType;
  contentType: string;
  /** What the native API's code is called in this shape; undefined: there is no place for it. */
  codeOf: (code: string) => string | undefined;
  /** Whatever the query has, it is not rejected: what is not known is ignored. */
  anyQuery?: true;
}

const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number(),
  code: z.string().describe("Stable: programs decide by it."),
  detail: z.string().describe("What is wrong and what to do, for people."),
  requestId: z.string().describe("Names the request in the log."),
  errors: z
    .array(z.object({ field: z.string(), code: z.string(), message: z.string() }))
    .optional()
    .describe("Each wrong field."),
});

const json = "application/json";

export const errorShapes = {
  problem: {
    ...{ name: "Problem", schema: problemSchema, contentType: "application/problem+json" },
    codeOf: (code) => code,
  },
  plexe: { name: "PlexeError", schema: abpErrorSchema, contentType: json, codeOf: () => undefined },
  fineract: {
    ...{ name: "FineractError", schema: fineractErrorSchema, contentType: json, anyQuery: true },
    codeOf: (code) => fineractCodes[code] ?? code,
  },
  loanpro: { name: "LoanProError", schema: loanproErrorSchema, contentType: json, codeOf: (code) => code },
} satisfies Record<string, ErrorShape>;
