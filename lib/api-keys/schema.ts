import { z } from "zod";
import { apiKeyScopes, type Permission } from "../scope/permissions";
import { partnerIdSchema, singleLineNameSchema } from "../users/schema";

/** Scope names as an operator writes them; `all` stands for every scope of an API key. */
const scopeNamesSchema = z
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
  name: singleLineNameSchema(200),
  scopes: scopeNamesSchema,
  partnerId: partnerIdSchema,
  expiresInDays: z
    .int("The number of days must be a whole number.")
    .min(1, "A key must be valid for at least 1 day.")
    .max(3_650, "A key can be valid for at most 3,650 days.")
    .nullish()
    .transform((days) => days ?? null),
});

export type NewApiKey = z.input<typeof newApiKeySchema>;
