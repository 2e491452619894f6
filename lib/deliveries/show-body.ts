import { limitEvent } from "../customer-data/limit-event";
import { recordReveal } from "../customer-data/record-reveal";
import { pool } from "../db";
import { getDialect } from "../dialects";
import type { EventFacts } from "../dialects/dialect";
import { parseStoredEvent, type StoredEvent, selectStoredEventsSql } from "../dialects/stored-event";
import { can, type Scope } from "../scope/scope";
import { type BodyReference, loadBody, type Payload } from "./payloads";

/** A body as a page shows it. */
export interface ShownBody extends Payload {
  /** The number of bytes that are stored. */
  size: number;
  /**
   * masked: `bytes` are the body that the same event without its customer data would have had. withheld: `bytes` are empty, because it is not
   * known where the body has customer data. Null: `bytes` are the body.
   */
  limit: "masked" | "withheld" | null;
}

type ClassifiedFacts = EventFacts & { version: number };

/**
 * Loads a body as far as the scope can see it; that a user saw customer data is recorded. Of a request body that is the webhook's default body,
 * the event's data in its dialect, scopes without the permission for customer data see that body with masked data. All other bodies are
 * withheld from them: a template can put any value anywhere, and a receiver can repeat what it got.
 * @returns null like `readDeliveryBody`
 */
export async function showBody(scope: Scope, reference: BodyReference): Promise<ShownBody | null> {
  const payload = await loadBody(scope, reference);
  if (!payload) return null;
  const size = payload.bytes.length;
  if (can(scope, "customer-data:read")) {
    await recordRevealOfDelivery(scope, payload);
    return { ...payload, size, limit: null };
  }
  const isResponse = "which" in reference && reference.which === "response";
  const masked = isResponse ? null : size === 0 ? payload.bytes : await renderMasked(scope, payload);
  return masked === null
    ? { ...payload, bytes: Buffer.alloc(0), size, limit: "withheld" }
    : { ...payload, bytes: masked, size, limit: "masked" };
}

/** Records that a user saw a body of this delivery, if its event has customer data or is not known any more. */
export async function recordRevealOfDelivery(scope: Scope, { delivery }: Payload): Promise<void> {
  const { traceId: targetId, partnerId } = delivery;
  await recordReveal(scope, { action: "delivery.data-viewed", targetId, partnerId }, async () => {
    const event = await loadEvent(delivery.eventId);
    return event && [event];
  });
}

const eventSql = `${selectStoredEventsSql(", e.version")} WHERE e.id = $1`;

async function loadEvent(eventId: string): Promise<ClassifiedFacts | null> {
  const { rows } = await pool().query<StoredEvent & { version: number }>(eventSql, [eventId]);
  const [row] = rows;
  return row ? { ...parseStoredEvent(row), version: row.version } : null;
}

/**
 * Renders the body from the event with masked data, if rendering it from the event, with the dialect's default options, gives exactly the bytes
 * that were stored: then these bytes have nothing but the event. Null otherwise.
 */
async function renderMasked(scope: Scope, { bytes, delivery }: Payload): Promise<Buffer | null> {
  const event = await loadEvent(delivery.eventId);
  const { rows } = await pool().query<{ dialect: string }>("SELECT dialect FROM webhooks WHERE id = $1", [
    delivery.webhookId,
  ]);
  const [webhook] = rows;
  if (!event || !webhook) return null;
  const dialect = getDialect(webhook.dialect);
  const options = dialect.options.parse({});
  const limited = await limitEvent(scope, event);
  try {
    if (!dialect.render(event, delivery.traceId, options).body.equals(bytes)) return null;
    return dialect.render(limited, delivery.traceId, options).body;
  } catch {
    // The dialect cannot render this event, or not without its data.
    return null;
  }
}
