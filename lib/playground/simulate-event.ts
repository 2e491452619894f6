import { recordAudit } from "../audit/record-audit";
import { findEventTypeWithSample } from "../catalogue/samples";
import { prisma, transaction } from "../db";
import { getDialect } from "../dialects";
import { Budget } from "../evaluation/budget";
import { planEvents } from "../events/plan-events";
import { validateEvents } from "../events/validate-events";
import { writeEvents } from "../events/write-events";
import { parseId } from "../ids";
import { requirePermission, type Scope } from "../scope/scope";
import { wakeWorkers } from "../slots/wake-workers";
import { visibleWebhooksFilter } from "../webhooks/queries";

export type SimulateEventResult =
  | { ok: true; eventId: string; traceId: string }
  | {
      ok: false;
      rejected: "not_found" | "unknown_event_type" | "not_enabled" | "template_error";
      message: string;
    };

/**
 * Sends a simulated event to a webhook: the catalog's sample of an event type, delivered like a real one and marked as simulated
 * in the history. Only this webhook gets the event, whatever its triggers are. A rejected event is not written. Throws OverBudget
 * like acceptEvent.
 */
export async function simulateEvent(
  scope: Scope,
  typedId: string,
  eventType: string,
): Promise<SimulateEventResult> {
  requirePermission(scope, "webhooks:write");
  const webhookId = parseId(typedId);
  const webhook =
    webhookId &&
    (await prisma().webhook.findFirst({
      where: { ...visibleWebhooksFilter(scope), id: webhookId },
      select: { name: true, state: true, dialect: true, options: true, partnerId: true, ordered: true },
    }));
  if (!webhook) return { ok: false, rejected: "not_found", message: `There is no webhook ${typedId}.` };
  if (webhook.state !== "enabled") {
    const state = webhook.state === "paused" ? "paused" : "disabled";
    const message = `The webhook "${webhook.name}" is ${state}. Enable it first.`;
    return { ok: false, rejected: "not_enabled", message };
  }
  const type = await findEventTypeWithSample(eventType);
  if (!type) {
    const message = `There is no event type "${eventType}".`;
    return { ok: false, rejected: "unknown_event_type", message };
  }
  const owner = webhook.partnerId === null ? {} : { partnerId: webhook.partnerId };
  const budget = new Budget(scope.partnerId);
  const validateResult = await validateEvents(
    scope,
    [{ type: eventType, ...type.sample, ...owner }],
    budget,
    {
      simulated: true,
    },
  );
  if (!validateResult.ok)
    return { ok: false, rejected: "unknown_event_type", message: validateResult.message };
  const options = getDialect(webhook.dialect).options.parse(webhook.options);
  const candidate = { webhookId, ...webhook, options, eventType, version: null, condition: null };
  const [plan] = await planEvents(validateResult.events, budget, [candidate]);
  const [event] = validateResult.events;
  if (!plan || !event) throw new Error("A simulated event was not planned.");
  const [delivery] = plan.deliveries;
  if (!delivery) {
    const cause = plan.skipped[0]?.detail ?? "";
    const message = `The webhook's body template cannot be rendered with this sample: ${cause}`;
    return { ok: false, rejected: "template_error", message };
  }
  await transaction(async (client) => {
    await writeEvents(client, [event], [plan]);
    await recordAudit(client, scope, {
      action: "webhook.simulated",
      targetId: webhookId,
      partnerId: webhook.partnerId,
      details: { name: webhook.name, eventType },
    });
  });
  void wakeWorkers({ webhookIds: [webhookId] });
  return { ok: true, eventId: event.id, traceId: delivery.id };
}
