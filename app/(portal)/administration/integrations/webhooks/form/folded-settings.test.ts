import { expect, test } from "vitest";
import { allDialects } from "@/lib/dialects";
import { listDialects } from "@/lib/dialects/queries";
import { allPermissions } from "@/lib/scope/permissions";
import { makeScope } from "@/lib/scope/scope";
import { describeSettings } from "./describe-settings";
import { findReasonsToOpen, foldedSettings } from "./folded-settings";
import type { FormValues } from "./form-values";
import { toDialectValues } from "./format-values";
import { buildNewFormValues } from "./new-webhook-values";

const scope = makeScope({
  actor: { kind: "user", id: "ada", name: "ada@example.com" },
  partnerId: null,
  permissions: allPermissions,
});
const dialects = listDialects(scope);
const newWebhook = buildNewFormValues();
const noErrors = {};

function listOpenSections(changed: Partial<FormValues>, errors = noErrors, dialectId = newWebhook.dialect) {
  const dialect = dialects.find(({ id }) => id === dialectId);
  if (!dialect) throw new Error(`unknown dialect ${dialectId}`);
  const values = { ...newWebhook, ...toDialectValues(dialect, "a-key"), ...changed };
  const reasons = Object.entries(findReasonsToOpen(values, errors, newWebhook, dialect));
  return reasons.filter(([, reason]) => reason !== false).map(([section]) => section);
}

test.each(allDialects.map(({ id }) => id))(
  "all sections of a new webhook of the format %s are folded",
  (id) => {
    expect(listOpenSections({}, noErrors, id)).toEqual([]);
  },
);

test("saved options that are the format's defaults leave the request folded, other options open it", () => {
  expect(listOpenSections({ options: { charset: "ascii" } })).toEqual([]);
  expect(listOpenSections({ options: { charset: "utf-8" } })).toEqual(["request"]);
});

test.each([
  [{ headers: [{ row: 0, name: "X-A", value: "", hasSavedValue: true }] }, "request"],
  [{ signatureHeader: "X-Other" }, "request"],
  [{ retryDelays: ["60"] }, "retries"],
  [{ selfHealing: true }, "failurePolicy"],
  [{ timeoutSeconds: "16" }, "delivery"],
  [{ ordered: true }, "delivery"],
  [{ state: "paused" }, "state"],
  [{ owner: "payments@bank.example" }, "state"],
] satisfies [Partial<FormValues>, string][])("%j opens only the section %s", (changed, section) => {
  expect(listOpenSections(changed)).toEqual([section]);
});

test.each(Object.entries(foldedSettings).flatMap(([section, names]) => names.map((name) => [name, section])))(
  "an error in %s opens only the section %s",
  (name, section) => {
    expect(listOpenSections({}, { [`${name}.0`]: "Not valid." })).toEqual([section]);
  },
);

test("the reason is the errors themselves, so that a section opens again after each rejected submit", () => {
  const errors = { "retryDelays.0": "Too short." };
  const [dialect] = dialects;
  if (!dialect) throw new Error("no dialects");
  expect(findReasonsToOpen(newWebhook, errors, newWebhook, dialect).retries).toBe(errors);
});

test("each section says in one line what applies", () => {
  const dialect = dialects.find(({ id }) => id === newWebhook.dialect);
  if (!dialect) throw new Error("no default dialect");
  expect(describeSettings(newWebhook, dialect)).toEqual({
    request: "POST, signature in X-PL-Signature (Base64), no custom headers, no receiver authentication.",
    retries: "Sent immediately, then up to 5 retries over 5 h 21 min.",
    failurePolicy: "The webhook is paused when a delivery fails permanently.",
    delivery: "Timeout 15 s, success is exactly 200 OK, no rate limit, no sequence numbers, in any order.",
    state: "Enabled, no owner.",
  });
  const { request, delivery, state, failurePolicy } = describeSettings(
    {
      ...newWebhook,
      headers: [{ row: 0, name: "X-A", value: "", hasSavedValue: true }],
      authentication: { ...newWebhook.authentication, kind: "bearer" },
      options: { charset: "utf-8" },
      successRule: "2xx",
      maxRequestsPerSecond: "20",
      sequence: true,
      ordered: true,
      state: "paused",
      owner: " payments@bank.example",
      selfHealing: true,
    },
    dialect,
  );
  expect(request).toMatch(
    /, custom format options, 1 custom header, receiver authentication: Bearer token\.$/,
  );
  expect(delivery).toMatch(/success is any 2xx, at most 20 requests per second, sequence numbers, in order/);
  expect(state).toBe("Paused, owned by payments@bank.example.");
  expect(failurePolicy).toMatch(/It is enabled again when the receiver responds\.$/);
});
