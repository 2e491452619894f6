import { expect, type Page } from "@playwright/test";
import { createWebhook, fetchDelivery, postEvent } from "./api";
import type { System } from "./system";

export const findRowsWith = (page: Page, text: RegExp) => page.getByRole("row").filter({ hasText: text });

/** Finds what opens the search on every page, and the box of the opened search. */
export const findSearchOpener = (page: Page) => page.getByRole("link", { name: "Search", exact: true });
export const findSearchBox = (page: Page) => page.getByRole("combobox", { name: "Search" });

/** Creates a webhook and an event, and waits for the first attempt. If that attempt fails, the delivery is retried after an hour. */
export async function createAttemptedDelivery(system: System, url: string, entityId: string) {
  const webhook = await createWebhook(system, {
    name: "Core feed",
    url,
    triggers: ["PaymentPosted"],
    retryDelays: [3_600],
  });
  await postEvent(system, { type: "PaymentPosted", entityId });
  await expect.poll(async () => (await fetchDelivery(system, entityId)).attempts.length).toBe(1);
  return { webhook, delivery: await fetchDelivery(system, entityId) };
}
