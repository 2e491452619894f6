import { createPublicKey, type JsonWebKey, verify } from "node:crypto";
import { Webhook } from "standardwebhooks";
import { Webhook as SvixWebhook } from "svix";
import type { ReceivedRequest } from "../testing/receiver";
import { call, createWebhook, postEvent, waitForState } from "./api";
import { expect, test } from "./fixtures";

const dialect = "standard-webhooks";

/** The input of a receiver's library: the raw body, and the headers with lowercase names, as Node has them. */
function toVerifyInput({ body, headers }: ReceivedRequest): [string, Record<string, string>] {
  return [body.toString("utf8"), headers as Record<string, string>];
}

function getLastRequest(requests: readonly ReceivedRequest[]): ReceivedRequest {
  const request = requests.at(-1);
  if (!request) throw new Error("The receiver has no requests.");
  return request;
}

test("standardwebhooks and svix verify a real delivery, and reject a tampered one", async ({
  system,
  receiver,
}) => {
  const { key } = await createWebhook(system, {
    url: receiver.url("/hook"),
    dialect,
    triggers: ["PaymentPosted"],
  });
  await postEvent(system, { type: "PaymentPosted", entityId: "standard-1", data: { amount: 120.5 } });
  await receiver.waitFor(1);
  const { traceId } = await waitForState(system, "standard-1", "succeeded");
  const [body, headers] = toVerifyInput(getLastRequest(receiver.requests));
  for (const library of [new Webhook(key), new SvixWebhook(key)]) {
    expect(library.verify(body, headers)).toEqual({
      type: "PaymentPosted",
      timestamp: expect.stringMatching(/^\d{4}-.*Z$/),
      data: { amount: 120.5, entityType: "Loan", entityId: "standard-1" },
    });
    expect(() => library.verify(body.replace("120.5", "120.6"), headers)).toThrow("No matching signature");
    expect(() => library.verify(`${body}\n`, headers)).toThrow("No matching signature");
    expect(() => library.verify(body, { ...headers, "webhook-id": "another" })).toThrow(
      "No matching signature",
    );
  }
  expect(headers["webhook-id"]).toBe(traceId);
});

test("during the overlap both the previous and the new key verify a webhook; after a rotation without overlap, the previous key does not", async ({
  system,
  receiver,
}) => {
  const { id, key: oldKey } = await createWebhook(system, {
    url: receiver.url(),
    dialect,
    triggers: ["PaymentPosted"],
    options: { body: "thin" },
  });
  const rotate = async (overlapHours: number): Promise<string> =>
    (await call(system, "POST", `/api/v1/webhooks/${id}/rotate-key`, { overlapHours })).body.key;
  const secondKey = await rotate(1);
  await postEvent(system, { type: "PaymentPosted", entityId: "rotated-1", data: { amount: 1 } });
  const [body, headers] = toVerifyInput(getLastRequest(await receiver.waitFor(1)));
  expect(headers["webhook-signature"]?.split(" ")).toHaveLength(2);
  for (const key of [oldKey, secondKey]) {
    for (const library of [new Webhook(key), new SvixWebhook(key)]) {
      expect(library.verify(body, headers)).toMatchObject({
        data: { entityType: "Loan", entityId: "rotated-1" },
      });
    }
  }
  const thirdKey = await rotate(0);
  await postEvent(system, { type: "PaymentPosted", entityId: "rotated-2" });
  const [nextBody, nextHeaders] = toVerifyInput(getLastRequest(await receiver.waitFor(2)));
  expect(new Webhook(thirdKey).verify(nextBody, nextHeaders)).toMatchObject({ type: "PaymentPosted" });
  expect(() => new Webhook(secondKey).verify(nextBody, nextHeaders)).toThrow("No matching signature");
});

test("ed25519: the published keys verify signatures, including the previous key during a rotation", async ({
  system,
  receiver,
}) => {
  const { id, key } = await createWebhook(system, {
    url: receiver.url(),
    dialect,
    triggers: ["PaymentPosted"],
    options: { signature: "ed25519" },
  });
  expect(key).toMatch(/^whsk_/);
  await call(system, "POST", `/api/v1/webhooks/${id}/rotate-key`, { overlapHours: 1 });
  await postEvent(system, { type: "PaymentPosted", entityId: "ed25519-1" });
  const [body, headers] = toVerifyInput(getLastRequest(await receiver.waitFor(1)));
  // A receiver requests the published keys without an API key.
  const publishedKeys = await fetch(`${system.url}/api/v1/webhooks/${id}/jwks.json`);
  expect(publishedKeys.headers.get("cache-control")).toBe("public, max-age=300");
  const { keys } = (await publishedKeys.json()) as { keys: (JsonWebKey & { kid: string })[] };
  expect(new Set(keys.map(({ kid }) => kid)).size).toBe(2);
  const signatures = (headers["webhook-signature"] ?? "").split(" ").map((signature) => signature.split(","));
  expect(signatures.map(([scheme]) => scheme)).toEqual(["v1a", "v1a"]);
  const check = (text: string, index: number) =>
    verify(
      null,
      Buffer.from(`${headers["webhook-id"]}.${headers["webhook-timestamp"]}.${text}`),
      createPublicKey({ key: keys[index] as JsonWebKey, format: "jwk" }),
      Buffer.from(signatures[index]?.[1] ?? "", "base64"),
    );
  for (const index of [0, 1]) {
    expect(check(body, index)).toBe(true);
    expect(check(`${body} `, index)).toBe(false);
  }
});

test("a webhook with a shared key publishes no key", async ({ system, receiver }) => {
  const { id } = await createWebhook(system, { url: receiver.url(), dialect });
  const { status, body } = await call(system, "GET", `/api/v1/webhooks/${id}/jwks.json`, undefined, "");
  expect(status).toBe(404);
  expect(body).toMatchObject({ code: "not_found" });
});

test("a 410 response pauses the webhook at once, and later deliveries are held", async ({
  system,
  receiver,
}) => {
  receiver.respond({ status: 410 });
  const { id } = await createWebhook(system, {
    url: receiver.url(),
    dialect,
    triggers: ["PaymentPosted"],
    retryDelays: [1, 1, 1],
  });
  await postEvent(system, { type: "PaymentPosted", entityId: "gone-1" });
  const { attempts } = await waitForState(system, "gone-1", "failed");
  expect(attempts).toMatchObject([{ number: 1, responseCode: 410 }]);
  expect((await call(system, "GET", `/api/v1/webhooks/${id}`)).body).toMatchObject({ state: "paused" });
  await postEvent(system, { type: "PaymentPosted", entityId: "gone-2" });
  await waitForState(system, "gone-2", "held");
  expect(receiver.requests).toHaveLength(1);
});

test("any 2xx response is a success", async ({ system, receiver }) => {
  receiver.respond({ status: 204 });
  await createWebhook(system, { url: receiver.url(), dialect, triggers: ["PaymentPosted"] });
  await postEvent(system, { type: "PaymentPosted", entityId: "no-content" });
  await waitForState(system, "no-content", "succeeded");
});
