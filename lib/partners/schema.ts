import { z } from "zod";
import { singleLineNameSchema } from "../users/schema";

export const partnerKinds = ["partner", "customer"] as const;
export type PartnerKind = (typeof partnerKinds)[number];

const partnerNameSchema = singleLineNameSchema(200);

const guidSchema = z.guid(
  "Enter a GUID such as 3f2b8a54-9c1e-4d07-8f6a-2b5f0c9d1e77, or leave it empty for a new one.",
);

/** The input for creating a partner. Clients of Plexe can keep the GUID that they have there. */
export const newPartnerSchema = z.object({
  name: partnerNameSchema,
  kind: z.enum(partnerKinds, "Choose partner or customer."),
  id: guidSchema
    .toLowerCase()
    .nullish()
    .transform((id) => id ?? null),
});
export type NewPartner = z.input<typeof newPartnerSchema>;

export const renamePartnerSchema = z.object({ name: partnerNameSchema });

const sortOrders = ["name", "-name", "createdAt", "-createdAt"] as const;

/** The query parameters of the list. Invalid values fall back to the default. */
export const partnerPageQuerySchema = z.object({
  q: z.string().trim().max(200).catch("").default(""),
  kind: z.enum(partnerKinds).optional().catch(undefined),
  sort: z.enum(sortOrders).default("name").catch("name"),
  page: z.coerce.number().int().min(1).max(100_000).default(1).catch(1),
});
export type PartnerPageQuery = z.output<typeof partnerPageQuerySchema>;

/** A row of the partners table. */
export interface PartnerRow {
  id: string;
  name: string;
  kind: PartnerKind;
  /** ISO 8601. */
  createdAt: string;
  webhooks: number;
  users: number;
  /** The number of active API keys, which are neither revoked nor expired. */
  apiKeys: number;
}

/** The choices of a form or a filter. `more` is true if there are other partners, which users can find by name. */
export interface PartnerChoices {
  choices: { id: string; name: string }[];
  more: boolean;
}
