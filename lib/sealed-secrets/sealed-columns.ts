import { sealContext } from "../webhooks/secrets/sealed-values";

/** A column of sealed secrets. The list is complete; a test compares it with the schema. */
export interface SealedColumn {
  /** What it holds, for the operator. */
  kind: string;
  table: string;
  column: string;
  /** The column with the id of the webhook. */
  webhookId: string;
  sealContext(webhookId: string): string;
}

export const sealedColumns: readonly SealedColumn[] = [
  {
    kind: "signing keys",
    table: "webhooks",
    column: "key_sealed",
    webhookId: "id",
    sealContext: sealContext.key,
  },
  {
    kind: "previous signing keys",
    table: "previous_keys",
    column: "key_sealed",
    webhookId: "webhook_id",
    sealContext: sealContext.key,
  },
  {
    kind: "header values",
    table: "webhooks",
    column: "headers_sealed",
    webhookId: "id",
    sealContext: sealContext.headers,
  },
  {
    kind: "receiver authentication",
    table: "webhooks",
    column: "authentication_sealed",
    webhookId: "id",
    sealContext: sealContext.authentication,
  },
  // Written only by processes of the version before previous_keys; to be removed with the column.
  {
    kind: "previous signing keys (old column)",
    table: "webhooks",
    column: "previous_key_sealed",
    webhookId: "id",
    sealContext: sealContext.key,
  },
];
