"use client";

/** A webhook that was just created in this browser tab, with its key. */
interface CreatedWebhook {
  id: string;
  key: string;
}

let created: CreatedWebhook | null = null;

/**
 * Keeps the key of a new webhook for the page that follows the form, so that it can be copied there without entering the password. The key
 * is only in this tab's memory: a reload forgets it.
 */
export function rememberCreatedWebhook(webhook: CreatedWebhook): void {
  created = webhook;
}

/** The key of this webhook, if it was just created. */
export function recallCreatedKey(webhookId: string): string | null {
  return created?.id === webhookId ? created.key : null;
}

export function forgetCreatedWebhook(): void {
  created = null;
}
