import { setTimeout as wait } from "node:timers/promises";
import type { Api } from "./api";
import { type DemoEvent, eventsAfterPauses, eventsBeforePauses } from "./events";
import type { DemoPartnerName } from "./users";
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

const listWebhooks = async (api: Api) => (await api.get<{ items: Webhook[] }>("/webhooks")).items;
const dayMs = 24 * 60 * 60 * 1_000;

/**
 * Creates the demo's data while web and worker run: its deliveries come from the real engine and the built-in receiver. Does
 * nothing when webhooks exist.
 * @param receiver the URL of the built-in receiver
 * @param partners the IDs of the demo's partners
 * @returns whether the data was created
 */
export async function seedDemo(
  api: Api,
  receiver: string,
  partners: ReadonlyMap<DemoPartnerName, string>,
): Promise<boolean> {
  if ((await listWebhooks(api)).length > 0) return false;
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
        // Spreads the events over the last day and mixes their types.
        occurredAt: new Date(
          Date.now() - dayMs * (((index * 37) % events.length) / events.length),
        ).toISOString(),
        partnerId: partner && partners.get(partner),
      })),
    });

  await post(eventsBeforePauses);
  await waitForPause(api, "Collections agency");
  await waitForPause(api, "Quillmark dealer desk");
  const archive = await waitForPause(api, "Document archive");
  await post(eventsAfterPauses);
  await api.patch(`/webhooks/${archive}`, { state: "enabled", heldDeliveries: "discard" });
  await performUserActions(api);
  return true;
}

/** Does what users would do: resends deliveries, simulates an event and rotates a key. */
async function performUserActions(api: Api): Promise<void> {
  for (const query of ["entityId=L-102&eventType=AutopayFailed", "entityId=OPP-2003"]) {
    const [delivery] = (await api.get<{ items: Delivery[] }>(`/deliveries?${query}&limit=1`)).items;
    if (delivery) await api.post(`/deliveries/${delivery.traceId}/resend`, {});
  }
  const pricing = (await listWebhooks(api)).find(({ name }) => name === "Pricing desk");
  if (!pricing) return;
  await api.post(`/webhooks/${pricing.id}/simulate`, { eventType: "OpportunityUpdated" });
  await api.post(`/webhooks/${pricing.id}/rotate-key`, {});
}

async function waitForPause(api: Api, name: string): Promise<string> {
  for (const deadline = Date.now() + 60_000; Date.now() < deadline; await wait(200)) {
    const webhook = (await listWebhooks(api)).find((item) => item.name === name);
    if (webhook?.state === "paused") return webhook.id;
  }
  throw new Error(`the webhook ${name} was not paused within 60 s`);
}

/** Changes the URLs of webhooks that were created when the built-in receiver had another port. */
export async function updateWebhookPorts(api: Api, receiver: string): Promise<void> {
  for (const { id, url } of await listWebhooks(api)) {
    const newUrl = url.replace(/^http:\/\/127\.0\.0\.1:\d+\/demo\/receiver/, receiver);
    if (newUrl !== url) await api.patch(`/webhooks/${id}`, { url: newUrl });
  }
}
