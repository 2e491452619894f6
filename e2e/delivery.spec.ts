import { createHmac } from "node:crypto";
import { behaviours } from "../testing/receiver";
import { call, createWebhook, fetchDelivery, postEvent, waitForState } from "./api";
import { expect, test } from "./fixtures";

test("a webhook is signed and delivered once, byte for byte", async ({ system, receiver }) => {
  const webhook = await createWebhook(system, {
    url: receiver.url("/hook"),
    triggers: ["OpportunityUpdated"],
  });
  await postEvent(system, { type: "OpportunityUpdated", entityId: "signed-1" });
  await receiver.waitFor(1);
  const [request] = receiver.requests;
  const { traceId } = await waitForState(system, "signed-1", "succeeded");
  expect(JSON.parse(String(request?.body))).toEqual({
    id: traceId,
    eventName: "OpportunityUpdated",
    entity: "Opportunity",
    entityId: "signed-1",
  });
  const signature = createHmac("sha256", webhook.key)
    .update(request?.body ?? "")
    .digest("base64");
  expect(request?.headers["x-pl-signature"]).toBe(signature);
  expect(receiver.requests).toHaveLength(1);
});

test("after six attempts the delivery fails, the webhook is paused, and the next delivery is held until the webhook is enabled", async ({
  system,
  receiver,
}) => {
  receiver.respond({ status: 500 });
  const { id } = await createWebhook(system, {
    url: receiver.url(),
    triggers: ["OpportunityCreated"],
    retryDelays: [1, 1, 1, 1, 1],
  });
  await postEvent(system, { type: "OpportunityCreated", entityId: "six-1" });
  const { attempts } = await waitForState(system, "six-1", "failed", 40_000);
  expect(attempts.map((attempt) => attempt.number)).toEqual([1, 2, 3, 4, 5, 6]);
  expect(new Set(receiver.requests.map((request) => String(request.body))).size).toBe(1);
  expect(receiver.requests).toHaveLength(6);
  expect((await call(system, "GET", `/api/v1/webhooks/${id}`)).body).toMatchObject({ state: "paused" });

  await postEvent(system, { type: "OpportunityCreated", entityId: "six-2" });
  await waitForState(system, "six-2", "held");
  receiver.respond({ status: 200 });
  const enabled = await call(system, "PATCH", `/api/v1/webhooks/${id}`, { state: "enabled" });
  expect(enabled.body).toMatchObject({ state: "enabled" });
  await waitForState(system, "six-2", "succeeded");
  expect(receiver.requests).toHaveLength(7);
});

test("a resend through the API is a manual attempt with identical bytes, and the retry stays scheduled", async ({
  system,
  receiver,
}) => {
  receiver.respond({ status: 500 });
  await createWebhook(system, {
    url: receiver.url(),
    triggers: ["OpportunityDeleted"],
    retryDelays: [3_600],
  });
  await postEvent(system, { type: "OpportunityDeleted", entityId: "resend-1" });
  await receiver.waitFor(1);
  await expect.poll(async () => (await fetchDelivery(system, "resend-1")).attempts.length).toBe(1);
  const deliveryBefore = await fetchDelivery(system, "resend-1");
  const resendResponse = await call(system, "POST", `/api/v1/deliveries/${deliveryBefore.traceId}/resend`);
  expect(resendResponse.status).toBe(202);
  await receiver.waitFor(2);
  await expect
    .poll(async () => (await fetchDelivery(system, "resend-1")).attempts[1]?.outcome)
    .toBe("failed");
  const deliveryAfter = await fetchDelivery(system, "resend-1");
  expect(deliveryAfter.attempts[1]).toMatchObject({
    id: resendResponse.body.attemptId,
    manual: true,
    number: null,
  });
  expect(deliveryAfter).toMatchObject({
    state: "pending",
    nextAttemptAt: deliveryBefore.nextAttemptAt,
    attemptCount: 1,
  });
  expect(receiver.requests[1]?.body).toEqual(receiver.requests[0]?.body);
});

test("each invalid request gets its documented error", async ({ system }) => {
  const postEvents = (body: unknown, key?: string) => call(system, "POST", "/api/v1/events", body, key);
  expect((await postEvents({ type: "Nope", entityId: "1" })).status).toBe(422);
  expect((await postEvents("{")).status).toBe(400);
  expect(
    (await postEvents('{"type":"OpportunityUpdated","entityId":"1","data":{"__proto__":{"a":1}}}')).status,
  ).toBe(400);
  expect((await postEvents("[".repeat(100_000))).status).toBe(400);
  expect(
    (await postEvents({ type: "OpportunityUpdated", entityId: "1", data: { x: "y".repeat(10_000_000) } }))
      .status,
  ).toBe(413);
  expect((await postEvents({ type: "OpportunityUpdated", entityId: "1", role: "admin" })).status).toBe(400);
  expect((await postEvents({ type: "OpportunityUpdated", entityId: "1" }, "hl_wrong")).status).toBe(401);
  const longKey = await fetch(`${system.url}/api/v1/events`, {
    method: "POST",
    headers: { Authorization: `Bearer ${system.apiKey}`, "Idempotency-Key": "k".repeat(5_000) },
    body: JSON.stringify({ type: "OpportunityUpdated", entityId: "1" }),
  });
  expect(longKey.status).toBe(400);
  const postWebhook = (settings: unknown) => call(system, "POST", "/api/v1/webhooks", settings);
  const rejectedUrls = [
    "http://10.0.0.1/",
    "http://169.254.169.254/",
    "https://[::ffff:10.0.0.1]/",
    "https://167772161/",
    "ftp://x/",
  ];
  for (const url of rejectedUrls) expect((await postWebhook({ url })).status, url).toBe(400);
  const problem = await postWebhook({ url: "https://example.com/", headers: { Host: "x" } });
  expect(problem.status).toBe(400);
  expect(problem.headers.get("content-type")).toBe("application/problem+json");
  expect(problem.body).toMatchObject({ code: "header_refused", requestId: expect.any(String) });
  expect((await call(system, "GET", "/api/v1/deliveries?limit=9999")).status).toBe(400);
  expect((await call(system, "GET", "/api/v1/deliveries/nonsense")).status).toBe(404);
});

test("a delivery to a receiver that hangs is in the state delivering until the attempt times out", async ({
  system,
  receiver,
}) => {
  receiver.respond(behaviours.hang);
  await createWebhook(system, { url: receiver.url(), triggers: ["OpportunityClose"], timeoutSeconds: 1 });
  await postEvent(system, { type: "OpportunityClose", entityId: "hangs" });
  await receiver.waitFor(1);
  expect((await fetchDelivery(system, "hangs")).state).toBe("delivering");
  const { attempts } = await waitForState(system, "hangs", "pending");
  expect(attempts).toMatchObject([{ outcome: "failed", responseCode: null, error: { code: "timeout" } }]);
});
