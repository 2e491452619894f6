import { createHmac } from "node:crypto";
import { expect } from "@playwright/test";
import { call } from "./api";
import type { System } from "./system";

export const sourcesPath = "/administration/integrations/sources";
export const sourceKey = "the-key-that-precisionlender-signs-with";

let messageCount = 0;

/** A message in PrecisionLender's format, with an ID of its own. */
export function buildMessage(eventName: string, entityId: string): string {
  messageCount += 1;
  return JSON.stringify({ id: `message-${messageCount}`, eventName, entity: "Opportunity", entityId });
}

/** Sends a message to the URL of a source as PrecisionLender does, and returns the status of the response. */
export async function sendMessage(url: string, body: string, key = sourceKey): Promise<number> {
  const signature = createHmac("sha256", key).update(body).digest("base64");
  const headers = { "Content-Type": "application/json", "X-PL-Signature": signature };
  return (await fetch(url, { method: "POST", headers, body })).status;
}

/** Creates a PrecisionLender source, whose URL only this call returns. */
export async function createSource(system: System, name: string): Promise<{ id: string; url: string }> {
  const settings = { name, system: "precisionlender", key: sourceKey };
  const { status, body, text } = await call(system, "POST", "/api/v1/sources", settings);
  expect(status, text).toBe(201);
  return { id: body.id, url: body.url };
}

/** Creates a source with a message in each state that a person may have to look at, and returns the ID of the unmapped one. */
export async function createSourceWithMessages(
  system: System,
  name: string,
): Promise<{ id: string; messageId: string }> {
  const { id, url } = await createSource(system, name);
  await sendMessage(url, buildMessage("OpportunityUpdated", "OPP-of-a-source"));
  await sendMessage(url, buildMessage("NoSuchEventType", "OPP-of-a-source"));
  await sendMessage(url, buildMessage("OpportunityUpdated", "OPP-of-a-source"), "a wrong key");
  const listUnmapped = async () =>
    (await call(system, "GET", `/api/v1/sources/${id}/messages?state=unmapped`)).body.items;
  await expect.poll(async () => (await listUnmapped()).length, { timeout: 20_000 }).toBe(1);
  return { id, messageId: (await listUnmapped())[0].id };
}
