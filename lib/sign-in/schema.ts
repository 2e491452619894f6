import { z } from "zod";

/** Bounds keep a hostile body from becoming a huge index key or a long hash; RFC 5321 stops addresses at 254. */
export const email = z
  .string()
  .trim()
  .toLowerCase()
  .max(254, "The e-mail address must have at most 254 characters.")
  .pipe(z.email("Enter a valid e-mail address."));

/** What a sign-in form may send. What does not fit cannot be anyone's and needs no look into the database. */
export const signInSchema = z.object({ email, password: z.string().min(1).max(1_000) });
