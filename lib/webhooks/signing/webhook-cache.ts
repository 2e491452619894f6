import type { Queryable } from "../../db";
import { loadWebhooksForSending, type WebhookForSending } from "./sign-request";

/**
 * The version of a webhook's settings for sending, as an SQL expression: the transaction that last changed the webhook's row,
 * and the IDs of the webhook's previous keys that are still valid.
 */
export const webhookVersionSql = `
  webhooks.xmin::text || coalesce((SELECT string_agg(p.id::text, ',' ORDER BY p.id) FROM previous_keys p
                                   WHERE p.webhook_id = webhooks.id AND p.valid_until > now()), '')`;

/**
 * Caches the settings of webhooks, with decrypted secrets, until their version in the database changes. A cache serves only one
 * connection, because transaction IDs may repeat after a failover.
 */
export class WebhookCache {
  readonly #byId = new Map<string, { version: string; webhook: WebhookForSending }>();

  /** @param maxWebhooks the cache is cleared when it has more webhooks than this */
  constructor(private readonly maxWebhooks = 2_000) {}

  /** Loads the settings of these webhooks, by id. Webhooks whose settings cannot be read are left out. */
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
