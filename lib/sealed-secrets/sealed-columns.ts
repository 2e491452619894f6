import { boundTo } from "../webhooks/secrets/sealed-values";

/** A column of sealed secrets. Every one of the database is here; a test holds the list against the schema. */
export interface SealedColumn {
  /** What it holds, for the operator. */
  kind: string;
  table: string;
  column: string;
  /** The column with the id of the webhook that the secret belongs to. */
  webhookId: string;
  boundTo(webhookId: string): string;
}

export const sealedColumns: readonly SealedColumn[] = [
  { kind: "signing keys", table: "webhooks", column: "key_sealed", webhookId: "id", boundTo: boundTo.key },
  {
    kind: "replaced signing keys",
    table: "previous_keys",
    column: "key_sealed",
    webhookId: "webhook_id",
    boundTo: boundTo.key,
  },
  {
    kind: "header values",
    table: "webhooks",
    column: "headers_sealed",
    webhookId: "id",
    boundTo: boundTo.headers,
  },
  {
    kind: "receiver authentication",
    table: "webhooks",
    column: "authentication_sealed",
    webhookId: "id",
    boundTo: boundTo.authentication,
  },
  // Filled by processes of the version before previous_keys only; gone with the column.
  {
    kind: "replaced signing keys of the last version",
    table: "webhooks",
    column: "previous_key_sealed",
    webhookId: "id",
    boundTo: boundTo.key,
  },
];
