import type { Queryable } from "../../db";
import { loadWebhooksForSending, type WebhookForSending } from "./sign-request";

/**
 * The version of a webhook's settings for sending, as an SQL expression: the transaction that last changed the row,
 * and its previous keys that are still valid.
 */
export const webhookVersionSql = `
  webhooks.xmin::text || coalesce((SELECT string_agg(p.id::text, ',' ORDER BY p.id) FROM previous_keys p
                                   WHERE p.webhook_id = webhooks.id AND p.valid_until > now()), '')`;

/**
 * The settings of webhooks, with decrypted secrets, as long as the ledger has the same version of them. For one connection: after
 * a failover, transaction IDs may repeat.
 */
export class WebhookCache {
  readonly #byId = new Map<string, { version: string; webhook: WebhookForSending }>();

  /** @param maxWebhooks above it the cache is cleared */
  constructor(private readonly maxWebhooks = 2_000) {}

  /** The settings of these webhooks by id, without those that cannot be read. */
  async load(
    wanted: readonly { id: string; version: string }[],
    db: Queryable,
  ): Promise<Map<string, WebhookForSending>> {
    if (this.#byId.size > this.maxWebhooks) this.#byId.clear();
    const missingWebhooks = wanted.filter(({ id, version }) => this.#byId.get(id)?.version !== version);
    const loadedById =
      missingWebhooks.length === 0
        ? new Map<string, WebhookForSending>()
        : await loadWebhooksForSending(
            missingWebhooks.map(({ id }) => id),
            db,
          );
    const webhooks = new Map<string, WebhookForSending>();
    for (const { id, version } of wanted) {
      const cached = this.#byId.get(id);
      const webhook = loadedById.get(id) ?? (cached?.version === version ? cached.webhook : undefined);
      if (!webhook) continue;
      webhooks.set(id, webhook);
      this.#byId.set(id, { version, webhook });
    }
    return webhooks;
  }

  clear(): void {
    this.#byId.clear();
  }
}
