import { sourceKeyContext } from "../sources/sealed-key";
import { sealContext } from "../webhooks/secrets/sealed-values";

/** A database column of sealed secrets. */
export interface SealedColumn {
  /** The kind of its secrets, as the operator sees it. */
  kind: string;
  table: string;
  column: string;
  /** The column with the ID of the webhook or source that the secrets belong to. */
  ownerId: string;
  sealContext(ownerId: string): string;
}

/** All columns of sealed secrets; a test compares this list with the database schema. */
export const sealedColumns: readonly SealedColumn[] = [
  {
    kind: "signing keys",
    table: "webhooks",
    column: "key_sealed",
    ownerId: "id",
    sealContext: sealContext.key,
  },
  {
    kind: "previous signing keys",
    table: "previous_keys",
    column: "key_sealed",
    ownerId: "webhook_id",
    sealContext: sealContext.key,
  },
  {
    kind: "header values",
    table: "webhooks",
    column: "headers_sealed",
    ownerId: "id",
    sealContext: sealContext.headers,
  },
  {
    kind: "receiver authentication",
    table: "webhooks",
    column: "authentication_sealed",
    ownerId: "id",
    sealContext: sealContext.authentication,
  },
  {
    kind: "keys of sources",
    table: "sources",
    column: "key_sealed",
    ownerId: "id",
    sealContext: sourceKeyContext,
  },
  {
    kind: "previous keys of sources",
    table: "sources",
    column: "previous_key_sealed",
    ownerId: "id",
    sealContext: sourceKeyContext,
  },
  // Only processes of the version before the table previous_keys was added write this column. Remove this entry with the column.
  {
    kind: "previous signing keys (old column)",
    table: "webhooks",
    column: "previous_key_sealed",
    ownerId: "id",
    sealContext: sealContext.key,
  },
];
