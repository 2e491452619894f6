import { expect, type Page } from "@playwright/test";
import { createWebhook, deliveryOf, postEvent } from "./api";
import type { System } from "./system";

export const rows = (page: Page, text: RegExp) => page.getByRole("row").filter({ hasText: text });

/** The search box of the shell. */
export const searchBox = (page: Page) => page.getByRole("searchbox", { name: "Search" });

/** A loan with one delivery that failed once and is retried in an hour. */
export async function failedOnce(system: System, url: string, entityId: string) {
  const webhook = await createWebhook(system, {
    name: "Core feed",
    url,
    triggers: ["PaymentPosted"],
    retryDelays: [3_600],
  });
  await postEvent(system, { type: "PaymentPosted", entityId });
  await expect.poll(async () => (await deliveryOf(system, entityId)).attempts.length).toBe(1);
  return { webhook, delivery: await deliveryOf(system, entityId) };
}
