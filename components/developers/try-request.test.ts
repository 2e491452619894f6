import { expect, test } from "vitest";
import type { OperationView } from "./operation-view";
import { buildTryRequest, findInputError } from "./try-request";

const operation: OperationView = {
  id: "x",
  tag: "X",
  method: "POST",
  path: "/api/v1/things/{thingId}/do",
  summary: "",
  description: "",
  permission: "webhooks:write",
  authentication: "apiKey",
  parameters: [
    { name: "thingId", in: "path", required: true, schema: {} },
    { name: "limit", in: "query", required: false, schema: {} },
  ],
  body: { schema: {}, example: "{}", required: true },
  responses: [],
  curl: "",
};
const values = { parameters: { thingId: "a/b ?" }, body: "{}", key: " hl_x " };

test("path and query are encoded; empty parameters and the cookie are omitted", () => {
  expect(buildTryRequest(operation, values)).toEqual({
    path: "/api/v1/things/a%2Fb%20%3F/do",
    init: {
      method: "POST",
      credentials: "omit",
      body: "{}",
      headers: { Authorization: "Bearer hl_x", "Content-Type": "application/json" },
    },
  });
  const limited = buildTryRequest(operation, { ...values, parameters: { thingId: "1", limit: "5" } });
  expect(limited.path).toBe("/api/v1/things/1/do?limit=5");
});

test("Basic authentication sends the key as the password", () => {
  const { init } = buildTryRequest({ ...operation, authentication: "basic" }, values);
  expect(init.headers).toMatchObject({ Authorization: `Basic ${btoa("hookledger:hl_x")}` });
});

test("an operation without authentication or body sends neither", () => {
  const { init } = buildTryRequest({ ...operation, authentication: null, body: null }, values);
  expect(init).toEqual({ method: "POST", credentials: "omit", headers: {} });
});

test("a missing parameter and a missing or invalid API key are reported", () => {
  expect(findInputError(operation, values)).toBeUndefined();
  expect(findInputError(operation, { ...values, key: "" })).toContain("API key");
  expect(findInputError(operation, { ...values, key: "hl_ä" })).toContain("ASCII");
  expect(findInputError(operation, { ...values, parameters: {} })).toBe("Enter thingId.");
  expect(findInputError({ ...operation, authentication: null }, { ...values, key: "" })).toBeUndefined();
});
