import { expect } from "@playwright/test";
import type { System } from "./system";

/** Calls any of the APIs as a program would: over HTTP, with an API key as bearer token. */
export async function call(
  system: System,
  method: string,
  path: string,
  body?: unknown,
  key = system.apiKey,
) {
  const response = await fetch(`${system.url}${path}`, {
    method,
    headers: { Authorization: `Bearer ${key}`, "Content-Type": "application/json" },
    ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, body: parseJsonOrNull(text) };
}

function parseJsonOrNull(text: string) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

export async function createWebhook(system: System, settings: Record<string, unknown>) {
  const { status, body, text } = await call(system, "POST", "/api/v1/webhooks", settings);
  expect(status, text).toBe(201);
  return body as { id: string; key: string; name: string };
}

export async function postEvent(system: System, event: Record<string, unknown>): Promise<string> {
  const { status, body, text } = await call(system, "POST", "/api/v1/events", event);
  expect(status, text).toBe(202);
  return body.id;
}

export interface Delivery {
  traceId: string;
  state: string;
  attemptCount: number;
  nextAttemptAt: string | null;
  attempts: {
    id: string;
    number: number | null;
    manual: boolean;
    outcome: string | null;
    responseCode: number | null;
  }[];
}

/** Fetches the only delivery of an entity. */
export async function fetchDelivery(system: System, entityId: string): Promise<Delivery> {
  const { body } = await call(system, "GET", `/api/v1/deliveries?entityId=${encodeURIComponent(entityId)}`);
  expect(body.items).toHaveLength(1);
  return (await call(system, "GET", `/api/v1/deliveries/${body.items[0].traceId}`)).body;
}

/** Waits until the entity's delivery is in this state; if it never is, the failure message shows the delivery. */
export async function waitForState(
  system: System,
  entityId: string,
  state: string,
  timeout = 20_000,
): Promise<Delivery> {
  const readState = async () => {
    const delivery = await fetchDelivery(system, entityId);
    return delivery.state === state ? state : delivery;
  };
  await expect.poll(readState, { timeout, intervals: [50, 100, 250] }).toBe(state);
  return fetchDelivery(system, entityId);
}
