import { setTimeout as wait } from "node:timers/promises";
import type { Api } from "./api";
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

const webhooksOf = async (api: Api) => (await api.get<{ items: Webhook[] }>("/webhooks")).items;

/**
 * Makes the demo's data while web and worker run: its deliveries come from the real engine and the built-in
 * receiver, so every state is a true one. Does nothing where there are webhooks already.
 * @param receiver the address of the built-in receiver
 * @param makePartner makes the partner that one of the webhooks belongs to
 */
export async function seedDemo(
  api: Api,
  receiver: string,
  makePartner: () => Promise<string>,
): Promise<void> {
  if ((await webhooksOf(api)).length > 0) return;
  const partnerId = await makePartner();
  for (const { path, partner, ...settings } of demoWebhooks) {
    await api.post("/webhooks", {
      ...settings,
      url: `${receiver}/${path}`,
      ...(partner ? { partnerId } : {}),
    });
  }
  const { items } = await api.get<{ items: EventType[] }>("/event-types");
  const samples = new Map(items.map(({ name, sample }) => [name, sample.data]));
  const post = (type: string, entityId: string, owner: { partnerId?: string } = {}) =>
    api.post("/events", { type, entityId, data: samples.get(type) ?? {}, ...owner });

  const loans = Array.from({ length: 12 }, (_, index) => `L-${101 + index}`);
  for (const [index, loan] of loans.entries()) {
    await post("PaymentPosted", loan);
    await post(index % 3 === 0 ? "LoanStatusChanged" : "LoanChargePosted", loan);
    await post("WB_Loan_Created", loan, { partnerId });
  }
  for (let index = 1; index <= 8; index += 1) await post("OpportunityUpdated", `OPP-${2_000 + index}`);
  await post("AutopayFailed", "L-102");
  await post("AccountActivated", "L-103");
  await paused(api, "Collections agency");
  for (const loan of loans.slice(3, 7)) await post("AutopayFailed", loan);
  const archive = await paused(api, "Document archive");
  await post("AccountActivated", "L-104");
  await api.patch(`/webhooks/${archive}`, { state: "enabled", heldDeliveries: "discard" });
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
