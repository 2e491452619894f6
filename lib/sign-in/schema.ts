// Short file: components import schemas only.
import { z } from "zod";

/** Bounded, so that a hostile body cannot become a huge index key; RFC 5321 limits addresses to 254 characters. */
export const emailSchema = z
  .string()
  .trim()
  .toLowerCase()
  .max(254, "The e-mail address can have at most 254 characters.")
  .pipe(z.email("Enter a valid e-mail address."));

/** The input of a sign-in. No user can have other input, so a sign-in with it is rejected without a query. */
export const signInSchema = z.object({ email: emailSchema, password: z.string().min(1).max(1_000) });
