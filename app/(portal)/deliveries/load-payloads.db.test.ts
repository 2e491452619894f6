import { expect, test } from "vitest";
import { downloadPayload } from "@/lib/deliveries/download-payload";
import { hideOneTimeCodes } from "@/lib/deliveries/hide-one-time-codes";
import { makeScope } from "@/lib/scope/scope";
import { attemptDue, loadDelivery, makeWebhook, postEvent, scope } from "@/testing/ledger";
import type { Receiver } from "@/testing/receiver";
import { useReceiver } from "@/testing/use-receiver";
import { loadAttemptPayloads, loadDeliveryBody } from "./load-payloads";

let receiver: Receiver;
useReceiver((started) => {
  receiver = started;
});
const viewer = makeScope({
  actor: scope.actor,
  partnerId: null,
  permissions: ["deliveries:read", "customer-data:read"],
});
const code = "48+29 13ä";
/** The code as plain text, in JSON, in a form and in a URL. */
const writtenCodes = [code, "48+29 13\\u00e4", "48%2B29+13%C3%A4", "48%2B29%2013%C3%A4"];

/** Delivers an event with a one-time code. Returns the parts of the delivery that the portal shows. */
async function deliverOneTimeCode(settings: Record<string, unknown>) {
  await makeWebhook({ url: receiver.url(), triggers: ["WB_Send_Otp"], retryDelays: [], ...settings });
  const [traceId = ""] = await postEvent({ type: "WB_Send_Otp", entityId: "c-1", data: { code, to: "Ann" } });
  await attemptDue([traceId]);
  const [delivery] = await hideOneTimeCodes([await loadDelivery(traceId)]);
  const [attempt] = delivery?.attempts ?? [];
  if (!delivery || !attempt) throw new Error("The delivery was not attempted.");
  const payloads = await loadAttemptPayloads(viewer, delivery, attempt);
  return { delivery, attempt, payloads, body: await loadDeliveryBody(viewer, delivery) };
}

test.each([
  ["plexe", {}],
  ["standard-webhooks", {}],
  ["fineract", {}],
  ["fineract", { contentType: "form" }],
  ["fineract", { contentType: "form", formStyle: "dotted" }],
  ["loanpro", { bodyTemplate: '{"otp": "{{ data.code }}"}' }],
  ["loanpro", { bodyTemplate: "pin={{ data.code }}", contentType: "application/x-www-form-urlencoded" }],
  ["loanpro", { bodyTemplate: "<say>PIN {{ data.code }}</say>", contentType: "application/xml" }],
])("%s %j: the page hides one-time codes; downloads need Manage API Access", async (dialect, options) => {
  receiver.respond(({ body }) => ({ status: 500, body: `got ${body}` }));
  const { delivery, attempt, payloads, body } = await deliverOneTimeCode({ dialect, options });
  const sentBody = String(receiver.requests[0]?.body);
  expect(writtenCodes.some((text) => sentBody.includes(text))).toBe(true);
  const shownText = JSON.stringify({ payloads, body });
  for (const text of writtenCodes) expect(shownText).not.toContain(JSON.stringify(text).slice(1, -1));
  for (const payload of [payloads.request, payloads.response, body]) {
    expect(payload).toMatchObject({ masked: true, sha256: null });
    expect(payload?.readable?.text).toContain("******");
  }
  for (const which of ["request", "response"] as const) {
    const download = { attemptId: attempt.id, which };
    expect(await downloadPayload(viewer, download)).toMatchObject({ ok: false, rejected: "masked" });
    expect(await downloadPayload(scope, download)).toMatchObject({ ok: true });
  }
  expect(await downloadPayload(viewer, { traceId: delivery.traceId })).toMatchObject({ rejected: "masked" });
});

test("a one-time code in the URL is masked there and wherever the response repeats it", async () => {
  const headers = ({ url }: { url: string }) => ({ Location: `https://else.example${url}`, "X-Echo": url });
  receiver.respond((request) => ({ status: 302, headers: headers(request), body: request.url }));
  const url = `${receiver.url()}/otp?pin={{ data.code }}`;
  const options = { bodyTemplate: '{"to": "{{ data.to }}"}' };
  const { delivery, attempt, payloads } = await deliverOneTimeCode({ dialect: "loanpro", url, options });
  expect(receiver.requests[0]?.url).toContain("48%2B29%2013%C3%A4");
  expect(JSON.stringify({ delivery, payloads })).not.toMatch(/48(\+|%2B)/);
  expect(attempt).toMatchObject({
    destination: `${receiver.url()}/otp?pin=******`,
    responseHeaders: { "x-echo": expect.stringContaining("pin=******") },
    error: { cause: expect.stringContaining("pin=******") },
  });
  expect(payloads.request).toMatchObject({ masked: false, sha256: expect.any(String) });
  const response = { attemptId: attempt.id, which: "response" } as const;
  expect(await downloadPayload(viewer, response)).toMatchObject({ rejected: "masked" });
  expect(await downloadPayload(viewer, { ...response, which: "request" })).toMatchObject({ ok: true });
});

test("an Ed25519 signature is hidden beside a masked body, because anyone could check guessed codes against it", async () => {
  const { attempt, payloads } = await deliverOneTimeCode({
    dialect: "standard-webhooks",
    options: { signature: "ed25519" },
  });
  expect(receiver.requests[0]?.headers["webhook-signature"]).toMatch(/^v1a,/);
  expect(attempt.requestHeaders).toMatchObject({ "webhook-signature": "********" });
  expect(payloads.curl).toContain('"$WEBHOOK_SIGNATURE"');
});
