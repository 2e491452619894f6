// Short file: components import schemas only.
import { z } from "zod";

/** An e-mail address. Its length is limited (RFC 5321: 254 characters), so that a hostile body cannot become a huge index key. */
export const emailSchema = z
  .string()
  .trim()
  .toLowerCase()
  .max(254, "The e-mail address can have at most 254 characters.")
  .pipe(z.email("Enter a valid e-mail address."));

/** The input of a sign-in. Invalid input cannot belong to any user, so the sign-in is rejected without a database query. */
export const signInSchema = z.object({ email: emailSchema, password: z.string().min(1).max(1_000) });
