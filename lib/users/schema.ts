import { z } from "zod";
import { emailSchema } from "../sign-in/schema";

const newPasswordField = z
  .string()
  .min(10, "The password must have at least 10 characters.")
  .max(1_000, "The password can have at most 1,000 characters.");

export const newPasswordSchema = z.object({ password: newPasswordField });

/** A name on one line, for lists and the audit trail; without U+0000, which Postgres cannot store. */
export const singleLineNameSchema = (maxLength: number) =>
  z
    .string()
    .trim()
    .min(1, "Enter a name.")
    .max(maxLength, `The name can have at most ${maxLength} characters.`)
    .regex(/^[^\p{Cc}\p{Cs}]*$/u, "A name cannot contain control characters.");

const userNameSchema = singleLineNameSchema(200);

/** The fields that users can change in their own profile. If `timeZone` is null, times are shown in the browser's time zone. */
export const profileSchema = z.object({
  name: userNameSchema,
  timeZone: z.string().refine(isTimeZone, "This time zone does not exist.").nullable(),
});

export type Profile = z.input<typeof profileSchema>;

/** Whether this machine can format times in the time zone with this IANA name. */
function isTimeZone(name: string): boolean {
  try {
    return name.length < 100 && Boolean(new Intl.DateTimeFormat("en", { timeZone: name }));
  } catch {
    return false;
  }
}

/** The ID of a partner, or null for the lender. Any GUID is valid, because partners can keep the ID they have elsewhere. */
export const partnerIdSchema = z
  .guid("This partner does not exist.")
  .toLowerCase()
  .nullish()
  .transform((id) => id ?? null);

export const newUserSchema = z.object({
  email: emailSchema,
  name: userNameSchema,
  password: newPasswordField,
  roleId: z.string().min(1, "Choose a role."),
  partnerId: partnerIdSchema,
});

export type NewUser = z.input<typeof newUserSchema>;

/** The error message of each invalid field, by field name. */
export type FieldErrors = Record<string, string>;

/** Returns the first error message of each invalid field. */
export function collectFieldErrors(error: z.ZodError): FieldErrors {
  const errors: FieldErrors = {};
  for (const issue of error.issues) errors[String(issue.path[0] ?? "")] ??= issue.message;
  return errors;
}
