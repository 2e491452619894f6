import { z } from "zod";

/** A boolean, also as old clients send it: "true", "false" or, for an untouched checkbox, "", which is false. Null becomes undefined. */
const flagSchema = z
  .union([z.boolean(), z.string().regex(/^(true|false)?$/i, "Send true or false."), z.null()])
  .transform((given) => (given === null ? undefined : String(given).toLowerCase() === "true"));

const hookEventSchema = z.object({
  entityName: z.string().min(1).max(100),
  actionName: z.string().min(1).max(100),
});
export type HookEvent = z.output<typeof hookEventSchema>;

const fieldNameSchema = z.string().min(1).max(100);
const fieldValueSchema = z.union([z.string(), z.number(), z.boolean(), z.null()]).optional();

/** `config` as Fineract's object or Embarc's array. */
const configSchema = z.union(
  [
    z.array(z.object({ fieldName: fieldNameSchema, fieldValue: fieldValueSchema })).max(50),
    z.record(fieldNameSchema, fieldValueSchema),
  ],
  {
    error:
      'Send {"Payload URL": "https://...", "Content Type": "json"}, or [{"fieldName": "...", "fieldValue": "..."}].',
  },
);

export type HookConfig = z.output<typeof configSchema>;

const hookSettingSchemas = {
  name: z.string().trim().min(1).max(100),
  displayName: z.string().trim().max(100).nullish(),
  isActive: flagSchema.optional(),
  events: z.array(hookEventSchema).min(1).max(500),
  config: configSchema,
  /** The ID of a user-generated document in Fineract. Stored, but has no effect. */
  templateId: z.coerce.number<number | string>().int().min(1).max(2_147_483_647).nullish(),
};

export const createHookSchema = z.strictObject(hookSettingSchemas);
export type CreateHook = z.output<typeof createHookSchema>;

/**
 * Omitted fields stay as they are, and so does the name if it is that of a template. `events` replaces all events. `config` needs both of
 * Fineract's fields; Hookledger's own fields can be omitted from it and then stay as they are.
 */
export const updateHookSchema = z.strictObject(hookSettingSchemas).partial();
export type UpdateHook = z.output<typeof updateHookSchema>;

export const hookQuerySchema = z.object({
  /** The Fineract tenant, which a new hook stores; same as the header Fineract-Platform-TenantId. */
  tenantIdentifier: z.string().optional(),
  /** "true" adds the hook's template and the grouped events to the response. */
  template: z.string().optional(),
});

const fieldSchema = z.object({ fieldName: z.string(), fieldValue: z.string() });
const templateSchema = z.object({
  id: z.int(),
  name: z.string(),
  schema: z.array(
    z.object({
      fieldName: z.string(),
      fieldType: z.string(),
      optional: z.boolean(),
      placeholder: z.string().optional(),
    }),
  ),
});
const groupingSchema = z.object({
  name: z.string(),
  entities: z.array(z.object({ name: z.string(), actions: z.array(z.string()) })),
});

export const hookTemplateResponseSchema = z.object({
  templates: z.array(templateSchema),
  groupings: z.array(groupingSchema),
});
export type HookTemplateResponse = z.infer<typeof hookTemplateResponseSchema>;

/** Year, month, day, as Fineract writes a date. */
const dateTupleSchema = z.tuple([z.int(), z.int(), z.int()]);

export const hookSchema = z.object({
  id: z.int(),
  name: z.string(),
  displayName: z.string(),
  isActive: z.boolean(),
  createdAt: dateTupleSchema,
  updatedAt: dateTupleSchema,
  templateId: z.int(),
  events: z.array(hookEventSchema),
  /** Sorted by name: clients read it by index. */
  config: z.array(fieldSchema),
  templates: hookTemplateResponseSchema.shape.templates.optional(),
  groupings: hookTemplateResponseSchema.shape.groupings.optional(),
});
export type Hook = z.infer<typeof hookSchema>;

export const hookResultSchema = z.object({ resourceId: z.int() });
export const hookChangesSchema = z.object({
  resourceId: z.int(),
  changes: z.record(z.string(), z.unknown()),
});

/** The fields of the authentication call: in the body or, as old clients send them, in the query. */
export const credentialsSchema = z.object({
  username: z.string().optional(),
  password: z.string().optional(),
});

export const authenticatedUserSchema = z.object({
  username: z.string(),
  userId: z.int(),
  base64EncodedAuthenticationKey: z.string(),
  authenticated: z.boolean(),
  officeId: z.int(),
  officeName: z.string(),
  roles: z.array(z.object({ id: z.int(), name: z.string(), description: z.string(), disabled: z.boolean() })),
  permissions: z.array(z.string()),
  shouldRenewPassword: z.boolean(),
  isTwoFactorAuthenticationRequired: z.boolean(),
});
export type AuthenticatedUser = z.infer<typeof authenticatedUserSchema>;

const parameterErrorBodySchema = z.object({
  developerMessage: z.string(),
  defaultUserMessage: z.string(),
  userMessageGlobalisationCode: z.string(),
  parameterName: z.string(),
  args: z.array(z.object({ value: z.unknown().optional() })),
});

/** Fineract's ApiGlobalErrorResponse. */
export const fineractErrorSchema = z.object({
  developerMessage: z.string(),
  httpStatusCode: z.string(),
  defaultUserMessage: z.string(),
  userMessageGlobalisationCode: z.string().describe("A stable code that programs can match."),
  errors: z.array(parameterErrorBodySchema).describe("One error for each cause, such as an invalid field."),
});
export type FineractErrorBody = z.infer<typeof fineractErrorSchema>;
