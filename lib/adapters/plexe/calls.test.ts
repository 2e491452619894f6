import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { z } from "zod";
import type { Call } from "../endpoint/call";
import { plexeCalls } from "./calls";
import { plexeEvents } from "./schema";

const documentedCalls = [
  "GET /api/Webhook/get-registered-webhooks",
  "GET /api/Webhook/subscription",
  "POST /api/Webhook/generate-simulated-webhook",
  "POST /api/Webhook/register",
  "POST /api/Webhook/unregister",
  "POST /api/Webhook/update-all",
  "POST /api/Webhook/update-webhook-uri",
];

test('the calls are exactly those on Plexe\'s page, including its "future route"', () => {
  expect(
    Object.values(plexeCalls)
      .map(({ method, path }) => `${method} ${path}`)
      .sort(),
  ).toEqual(documentedCalls);
});

test("each call has an operation, and its documented schemas include partnerId", () => {
  const endpointSource = readFileSync(new URL("endpoint.ts", import.meta.url), "utf8");
  for (const [name, { query, body, method }] of Object.entries(plexeCalls as Record<string, Call>)) {
    expect(endpointSource).toContain(`operation(plexeCalls.${name},`);
    for (const schema of method === "GET" ? [query] : [query, body]) {
      const document = schema && z.toJSONSchema(schema, { io: "input", unrepresentable: "any" });
      expect(Object.keys(document?.properties ?? {}), name).toContain("partnerId");
    }
  }
});

test("the reference says what each field means", () => {
  for (const [name, { query, body, response }] of Object.entries(plexeCalls as Record<string, Call>)) {
    for (const schema of [query, body, response.body]) {
      const document = schema && z.toJSONSchema(schema, { io: "input", unrepresentable: "any" });
      const [view = document] = document?.anyOf ?? [];
      for (const [field, fieldSchema] of Object.entries(view?.properties ?? {}))
        expect(fieldSchema, `${field} of ${name}`).toMatchObject({
          description: expect.stringMatching(/\.$/),
        });
    }
  }
});

test("the events are the 22 on Plexe's page", () => {
  expect(plexeEvents).toHaveLength(22);
  expect(plexeEvents).toContain("WB_Customer_And_Application_Created");
});
