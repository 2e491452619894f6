import { readFileSync } from "node:fs";
import { expect } from "@playwright/test";
import { call } from "./api";
import type { System } from "./system";

/** Calls the hooks API as Fineract's clients do: with Basic authentication and the API key as the password. */
export async function callFineract(
  system: System,
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
) {
  const basic = Buffer.from(`mifos:${system.apiKey}`).toString("base64");
  const response = await fetch(`${system.url}${path}`, {
    method,
    headers: {
      Authorization: `Basic ${basic}`,
      "Content-Type": "application/json",
      "Fineract-Platform-TenantId": "default",
      ...headers,
    },
    ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
  });
  return { status: response.status, headers: response.headers, body: await response.json() };
}

const readSample = (name: string) =>
  readFileSync(`${import.meta.dirname}/samples/embarc-${name}.json`, "utf8");

/** Reads two JSON bodies from Embarc's documentation: the webhook that a receiver gets, and the hook, with `url` as its Payload URL. */
export function readEmbarcSamples(url: string, contentType = "json") {
  const hook = readSample("hook")
    .replace("https://yourapp.example.com/webhooks/embrc", url)
    .replace('"fieldValue": "json"', `"fieldValue": "${contentType}"`);
  return { sample: JSON.parse(readSample("event")), hook: JSON.parse(hook) };
}

/** Builds a hook as Fineract's clients send it. */
export const buildHook = (url: string, extraConfig: Record<string, string> = {}) => ({
  name: "Web",
  isActive: true,
  events: [{ entityName: "CLIENT", actionName: "CREATE" }],
  config: { "Payload URL": url, "Content Type": "json", ...extraConfig },
});

/** Makes the first failed delivery pause a hook, through the native API; by default, failed deliveries never pause a hook. */
export async function pauseAfterFirstFailure(system: System, hookId: number): Promise<void> {
  const { body } = await call(system, "GET", "/api/v1/webhooks?limit=100");
  const hook = body.items.find(({ number }: { number: number }) => number === hookId);
  const failurePolicy = { kind: "failures", count: 1 };
  const { status, text } = await call(system, "PATCH", `/api/v1/webhooks/${hook?.id}`, { failurePolicy });
  expect(status, text).toBe(200);
}
