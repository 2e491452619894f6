import { setTimeout as wait } from "node:timers/promises";
import type { Api } from "./api";
import { type DemoEvent, dayEvents, heldEvents } from "./events";
import type { DemoPartner } from "./people";
import { demoWebhooks } from "./webhooks";

interface Webhook {
  id: string;
  name: string;
  url: string;
  state: string;
}

interface EventType {
  name: string;
  sample: { data: Record<string, unknown> };
}

interface Delivery {
  traceId: string;
}

const webhooksOf = async (api: Api) => (await api.get<{ items: Webhook[] }>("/webhooks")).items;
const day = 24 * 60 * 60 * 1_000;

/**
 * Makes the demo's data while web and worker run: its deliveries come from the real engine and the built-in
 * receiver, so every state is a true one. Does nothing where there are webhooks already.
 * @param receiver the address of the built-in receiver
 * @param partners the ids of the demo's partners
 * @returns whether it made them
 */
export async function seedDemo(
  api: Api,
  receiver: string,
  partners: ReadonlyMap<DemoPartner, string>,
): Promise<boolean> {
  if ((await webhooksOf(api)).length > 0) return false;
  for (const { path, partner, ...settings } of demoWebhooks) {
    await api.post("/webhooks", {
      ...settings,
      url: `${receiver}/${path}`,
      partnerId: partner && partners.get(partner),
    });
  }
  const { items } = await api.get<{ items: EventType[] }>("/event-types");
  const samples = new Map(items.map(({ name, sample }) => [name, sample.data]));
  const post = (events: readonly DemoEvent[]) =>
    api.post("/events/batch", {
      events: events.map(({ type, entityId, data, partner }, index) => ({
        type,
        entityId,
        data: { ...samples.get(type), ...data },
        // Over the last day, in an order that mixes the types.
        occurredAt: new Date(
          Date.now() - day * (((index * 37) % events.length) / events.length),
        ).toISOString(),
        partnerId: partner && partners.get(partner),
      })),
    });

  await post(dayEvents);
  await paused(api, "Collections agency");
  await paused(api, "Quillmark dealer desk");
  const archive = await paused(api, "Document archive");
  await post(heldEvents);
  await api.patch(`/webhooks/${archive}`, { state: "enabled", heldDeliveries: "discard" });
  await lookAgain(api);
  return true;
}

/** What people do now and then: resend, simulate, and rotate a key. */
async function lookAgain(api: Api): Promise<void> {
  for (const query of ["entityId=L-102&eventType=AutopayFailed", "entityId=OPP-2003"]) {
    const [delivery] = (await api.get<{ items: Delivery[] }>(`/deliveries?${query}&limit=1`)).items;
    if (delivery) await api.post(`/deliveries/${delivery.traceId}/resend`, {});
  }
  const pricing = (await webhooksOf(api)).find(({ name }) => name === "Pricing desk");
  if (!pricing) return;
  await api.post(`/webhooks/${pricing.id}/simulate`, { eventType: "OpportunityUpdated" });
  await api.post(`/webhooks/${pricing.id}/rotate-key`, {});
}

async function paused(api: Api, name: string): Promise<string> {
  for (const deadline = Date.now() + 60_000; Date.now() < deadline; await wait(200)) {
    const webhook = (await webhooksOf(api)).find((one) => one.name === name);
    if (webhook?.state === "paused") return webhook.id;
  }
  throw new Error(`${name} was not paused in time`);
}

/** The built-in receiver is on the port of today: webhooks that were made on another one follow. */
export async function followPort(api: Api, receiver: string): Promise<void> {
  for (const { id, url } of await webhooksOf(api)) {
    const moved = url.replace(/^http:\/\/127\.0\.0\.1:\d+\/demo\/receiver/, receiver);
    if (moved !== url) await api.patch(`/webhooks/${id}`, { url: moved });
  }
}
