import { expect, test } from "vitest";
import { attemptDue, loadDelivery, makeWebhook, postEvent } from "@/testing/ledger";
import { behaviours, type Receiver } from "@/testing/receiver";
import { useReceiver } from "@/testing/use-receiver";
import { pool } from "../db";

let receiver: Receiver;
useReceiver((started) => {
  receiver = started;
});

const createDelivery = async () => (await postEvent())[0] as string;

test.each([
  ["hang", behaviours.hang, "timeout", null],
  ["hang after the headers", behaviours.hangAfterHeaders, "timeout", 200],
  ["drip", behaviours.drip(), "timeout", 200],
  ["redirect", behaviours.redirect("https://elsewhere.example/"), "redirect", 302],
  ["reset", behaviours.reset(), "connection_reset", null],
])(
  'the receiver behaviour "%s" is recorded as a failed attempt',
  async (_name, behaviour, code, responseCode) => {
    receiver.respond(behaviour);
    await makeWebhook({ url: receiver.url(), timeoutSeconds: 1, retryDelays: [60] });
    const traceId = await createDelivery();
    await attemptDue();
    const { attempts, state } = await loadDelivery(traceId);
    expect(state).toBe("pending");
    expect(attempts).toMatchObject([{ outcome: "failed", error: { code }, responseCode }]);
  },
);

test("of a huge response, the first 16 KiB are kept, and its response code decides the outcome", async () => {
  receiver.respond(behaviours.huge());
  await makeWebhook({ url: receiver.url() });
  const traceId = await createDelivery();
  await attemptDue();
  const { attempts, state } = await loadDelivery(traceId);
  expect(state).toBe("succeeded");
  expect(attempts).toMatchObject([{ responseTruncated: true, responseBytes: 16 * 1024 }]);
});

test("an attempt records the URL that was called, even if the webhook's stored URL is not normalized", async () => {
  const { id } = await makeWebhook({ url: receiver.url() });
  const unnormalizedUrl = receiver.url("/a").replace("http://", "http:").replace("/a", "\\a#part");
  await pool().query("UPDATE webhooks SET url = $2 WHERE id = $1", [id, unnormalizedUrl]);
  const traceId = await createDelivery();
  await attemptDue();
  expect((await loadDelivery(traceId)).attempts).toMatchObject([
    { outcome: "succeeded", destination: receiver.url("/a") },
  ]);
  expect(receiver.requests[0]?.url).toBe("/a");
});

test("the receiver's address is checked again when a request is sent", async () => {
  const webhook = await makeWebhook({ url: receiver.url() });
  await pool().query("UPDATE webhooks SET url = 'http://169.254.169.254/latest' WHERE id = $1", [webhook.id]);
  const traceId = await createDelivery();
  await attemptDue();
  expect((await loadDelivery(traceId)).attempts).toMatchObject([
    { outcome: "failed", error: { code: "address_refused" } },
  ]);
});

test.each([
  ["", { status: 503, headers: { "Retry-After": "999999" } }],
  [" sent twice", { status: 503, headers: { "Retry-After": ["999999", "999999"] } }],
  [
    " of a response that is cut off",
    behaviours.raw("HTTP/1.1 503 Busy\r\nRetry-After: 999999\r\nContent-Length: 9\r\n\r\nhalf"),
  ],
])("Retry-After%s delays the retry, by at most ten hours", async (_, answer) => {
  receiver.respond(answer);
  await makeWebhook({ url: receiver.url(), retryDelays: [1] });
  const traceId = await createDelivery();
  await attemptDue();
  const { nextAttemptAt } = await loadDelivery(traceId);
  const hours = (Date.parse(nextAttemptAt ?? "") - Date.now()) / 3_600_000;
  expect(hours).toBeGreaterThan(9.99);
  expect(hours).toBeLessThanOrEqual(10);
});

test("a request on a reused connection that the receiver had closed is repeated within the same attempt", async () => {
  const knownSockets = new WeakSet<object>();
  receiver.respond((_request, { socket }) => {
    if (!socket || knownSockets.has(socket)) return void socket?.resetAndDestroy();
    knownSockets.add(socket);
    return { status: 200 };
  });
  const webhook = await makeWebhook({ url: receiver.url(), retryDelays: [] });
  await createDelivery();
  await attemptDue();
  const traceId = await createDelivery();
  await attemptDue();
  const { attempts, state, attemptCount } = await loadDelivery(traceId);
  expect({ state, attemptCount }).toEqual({ state: "succeeded", attemptCount: 1 });
  expect(attempts).toMatchObject([
    { number: 1, outcome: "succeeded", timing: { reconnectedMs: expect.any(Number) } },
  ]);
  const [, unanswered, repeated] = receiver.requests;
  expect(repeated?.body).toEqual(unanswered?.body);
  expect(repeated?.rawHeaders.filter((part) => part !== "keep-alive" && part !== "close")).toEqual(
    unanswered?.rawHeaders.filter((part) => part !== "keep-alive" && part !== "close"),
  );
  const { rows } = await pool().query("SELECT state FROM webhooks WHERE id = $1", [webhook.id]);
  expect(rows).toEqual([{ state: "enabled" }]);
});
