import { z } from "zod";
import { singleLineNameSchema } from "../users/schema";

export const defaultLinkSeconds = 15 * 60;
export const maxLinkSeconds = 8 * 60 * 60;

export const linkThemes = ["light", "dark", "system"] as const;

/** How the frame looks, so that it fits into the application around it. */
const appearanceSchema = z.strictObject({
  /** The name above the history, such as that of the lender. */
  name: singleLineNameSchema(100).optional(),
  /** A logo beside the name: an https URL, or a data URL of an image. */
  logo: z
    .string()
    .max(20_000, "The logo can have at most 20,000 characters. Send an https URL instead.")
    .regex(
      /^(https:\/\/[^\s"'<>\\]{3,2000}|data:image\/(png|jpeg|gif|webp|svg\+xml);base64,[A-Za-z0-9+/=]+)$/,
      "The logo must be an https URL or a data URL of an image (data:image/png;base64,...).",
    )
    .optional(),
  /** The color of the line at the top and of the main button. */
  color: z
    .string()
    .regex(/^#[0-9a-f]{6}$/i, "The color must be six hexadecimal digits after #, such as #1d4ed8.")
    .optional(),
  theme: z.enum(linkThemes).default("system"),
});
export type LinkAppearance = z.output<typeof appearanceSchema>;

const targetFields = ["entityId", "webhookId", "partnerId"] as const;

export const createLinkSchema = z
  .strictObject({
    /** The user of the lender's application who will look at the frame; resends are recorded in this name. */
    actor: z
      .string()
      .trim()
      .min(1, "Name the user of your application who will use the link.")
      .max(200, "The actor can have at most 200 characters.")
      .regex(/^[^\p{Cc}\p{Cs}]*$/u, "The actor cannot contain control characters."),
    /** For the history of one entity, such as a loan: its type and its ID, exactly as its events have them. */
    entityType: z.string().trim().min(1).max(100).optional(),
    entityId: z.string().trim().min(1).max(200).optional(),
    /** For one webhook and its deliveries. */
    webhookId: z.uuid("The webhook ID must be a UUID.").toLowerCase().optional(),
    /** For all webhooks of a partner and their deliveries. */
    partnerId: z.guid("The partner ID must be a UUID.").toLowerCase().optional(),
    /** Whether the user can also resend deliveries. */
    resend: z.boolean().default(false),
    expiresInSeconds: z
      .int("The number of seconds must be a whole number.")
      .min(60, "A link must be valid for at least 60 seconds.")
      .max(maxLinkSeconds, `A link can be valid for at most ${maxLinkSeconds} seconds (8 hours).`)
      .default(defaultLinkSeconds),
    appearance: appearanceSchema.default({ theme: "system" }),
  })
  .superRefine((link, context) => {
    const given = targetFields.filter((name) => link[name] !== undefined);
    const message = "Send exactly one of entityId (with entityType), webhookId and partnerId.";
    if (given.length !== 1) context.addIssue({ code: "custom", path: [given[1] ?? "entityId"], message });
    else if ((link.entityId === undefined) !== (link.entityType === undefined)) {
      const path = [link.entityType === undefined ? "entityType" : "entityId"];
      context.addIssue({ code: "custom", path, message: "Send entityType and entityId together." });
    }
  });
export type CreateLinkInput = z.output<typeof createLinkSchema>;

export const linkSchema = z.object({
  id: z.uuid(),
  actor: z.string(),
  entityType: z.string().nullable(),
  entityId: z.string().nullable(),
  webhookId: z.uuid().nullable(),
  /** The partner whose data the link shows; null: the lender's. */
  partnerId: z.guid().nullable(),
  resend: z.boolean(),
  appearance: appearanceSchema,
  /** The name of the API key that created the link; null for the link itself. */
  apiKey: z.string().nullable(),
  createdAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
  revokedAt: z.iso.datetime().nullable(),
});
export type LinkView = z.infer<typeof linkSchema>;

/** A new link; `token` and `url`, which contains the token, are returned only once. */
export const createdLinkSchema = z.object({ ...linkSchema.shape, token: z.string(), url: z.url() });

export const linkListQuerySchema = z.object({
  cursor: z.uuid("This cursor is invalid. Use one returned by the list.").toLowerCase().optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type LinkListQuery = z.output<typeof linkListQuerySchema>;

export const linkListSchema = z.object({ items: z.array(linkSchema), nextCursor: z.uuid().nullable() });
