import { z } from "zod";
import { apiKeyScopes, type Permission } from "./permissions";

/** Bounds keep a hostile body from becoming a huge index key or a long hash; RFC 5321 stops addresses at 254. */
const email = z
  .string()
  .trim()
  .toLowerCase()
  .max(254, "The e-mail address must have at most 254 characters.")
  .pipe(z.email("Enter a valid e-mail address."));

/** What a sign-in form may send. What does not fit cannot be anyone's and needs no look into the database. */
export const signInSchema = z.object({ email, password: z.string().min(1).max(1_000) });

const newPassword = z
  .string()
  .min(10, "The password must have at least 10 characters.")
  .max(1_000, "The password must have at most 1,000 characters.");

export const newPasswordSchema = z.object({ password: newPassword });

const personName = z
  .string()
  .trim()
  .min(1, "Enter a name.")
  .max(200, "The name must have at most 200 characters.")
  .regex(/^[^\p{Cc}\p{Cs}]*$/u, "A name has no control characters.");

/** What everybody may change of themselves. No time zone: the browser's. */
export const profileSchema = z.object({
  name: personName,
  timeZone: z.string().refine(isTimeZone, "There is no such time zone.").nullable(),
});

export type Profile = z.input<typeof profileSchema>;

/** Whether it is a zone of the IANA database that this machine can show times in. */
function isTimeZone(name: string): boolean {
  try {
    return name.length < 100 && Boolean(new Intl.DateTimeFormat("en", { timeZone: name }));
  } catch {
    return false;
  }
}

export const newUserSchema = z.object({
  email,
  name: personName,
  password: newPassword,
  roleId: z.string().min(1, "Choose a role."),
  partnerId: z
    .uuid("There is no such partner.")
    .nullish()
    .transform((id) => id ?? null),
});

export type NewUser = z.input<typeof newUserSchema>;

/** Scope names as an operator writes them; `all` stands for every scope that a key may carry. */
const scopeNames = z
  .array(z.string().trim())
  .min(1, "Choose at least one scope.")
  .transform((names, context): Permission[] => {
    const valid: readonly string[] = ["all", ...apiKeyScopes];
    const unknown = names.filter((name) => !valid.includes(name));
    if (unknown.length > 0) {
      const message = `Unknown scope: ${unknown.join(", ")}. Valid scopes: ${apiKeyScopes.join(", ")}, or all.`;
      context.addIssue({ code: "custom", message });
      return z.NEVER;
    }
    return names.includes("all") ? [...apiKeyScopes] : apiKeyScopes.filter((name) => names.includes(name));
  });

export const newApiKeySchema = z.object({
  name: z.string().trim().min(1, "Enter a name.").max(200, "The name must have at most 200 characters."),
  scopes: scopeNames,
  partnerId: z
    .uuid("There is no such partner.")
    .nullish()
    .transform((id) => id ?? null),
  expiresInDays: z
    .int("The number of days must be a whole number.")
    .min(1, "A key must be valid for at least 1 day.")
    .max(3_650, "A key can be valid for at most 3,650 days.")
    .nullish()
    .transform((days) => days ?? null),
});

export type NewApiKey = z.input<typeof newApiKeySchema>;

/** One sentence per field that is not right, keyed by the field's name. */
export type FieldErrors = Record<string, string>;

/** The first message of each field. */
export function fieldErrors(error: z.ZodError): FieldErrors {
  const errors: FieldErrors = {};
  for (const issue of error.issues) errors[String(issue.path[0] ?? "")] ??= issue.message;
  return errors;
}
