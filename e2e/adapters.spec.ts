import { dialectIds } from "../lib/dialects";
import { behaviours } from "../testing/receiver";
import { call, createWebhook, postEvent, waitForState } from "./api";
import { makeDatabaseUnavailable } from "./database";
import { pauseAfterFirstFailure, readEmbarcSamples } from "./fineract-client";
import { expect, test } from "./fixtures";
import { makePartner } from "./test-partner";

// kill.spec and faults.spec test these failures with the native API; these tests repeat them with the adapters and the other formats.

test("after kill -9 with one delivery of each dialect in flight, each delivery is sent once more, with the same bytes and trace ID, and succeeds", async ({
  system,
  receiver,
}) => {
  receiver.respond(behaviours.hang);
  for (const dialect of dialectIds) {
    const settings = { dialect, triggers: ["OpportunityDeleted"], timeoutSeconds: 3 };
    await createWebhook(system, { ...settings, name: dialect, url: receiver.url(`/${dialect}`) });
  }
  await postEvent(system, { type: "OpportunityDeleted", entityId: "each-format", data: { amount: 5 } });
  await receiver.waitFor(dialectIds.length);
  await system.worker.stop("SIGKILL");
  receiver.respond({ status: 200 });
  await system.startWorker();
  const listStates = async () => {
    const { body } = await call(system, "GET", "/api/v1/deliveries?entityId=each-format");
    return body.items.map(({ state }: { state: string }) => state);
  };
  await expect.poll(listStates, { timeout: 40_000 }).toEqual(dialectIds.map(() => "succeeded"));
  for (const dialect of dialectIds) {
    const sent = receiver.requests.filter(({ url }) => url === `/${dialect}`);
    expect(sent, dialect).toHaveLength(2);
    expect(sent[1]?.body, dialect).toEqual(sent[0]?.body);
    const traceIds = sent.map(({ headers }) => headers["x-hookledger-trace-id"]);
    expect(traceIds[1], dialect).toBe(traceIds[0]);
  }
});

test("while the database is unavailable, each adapter responds with a 503 in its own format, and nothing is half-written", async ({
  system,
  receiver,
}) => {
  const { id: partner } = await makePartner(system, "Adapters");
  const { hook } = readEmbarcSamples(receiver.url("/embarc"));
  const subscription = { webhookUri: receiver.url("/plexe"), secret: "shared-secret", isActive: true };
  const callEachAdapter = () =>
    Promise.all([
      call(system, "POST", "/api/v1/webhooks", { url: receiver.url("/native") }),
      call(system, "POST", `/api/Webhook/register?partnerId=${partner}`, subscription),
      call(system, "POST", "/fineract-provider/api/v1/hooks", hook),
      call(system, "POST", `/api/public/api/1/webhook/retry/${partner}/1`),
    ]);
  const restoreDatabase = await makeDatabaseUnavailable(system.databaseUrl);
  const [native, plexe, fineract, loanpro] = await callEachAdapter().finally(restoreDatabase);
  expect(native).toMatchObject({ status: 503, body: { code: "unavailable" } });
  expect(plexe).toMatchObject({ status: 503, body: { success: false, __abp: true } });
  expect(fineract).toMatchObject({ status: 503, body: { errors: expect.any(Array) } });
  expect(loanpro).toMatchObject({ status: 503, body: { error: { message: expect.any(String) } } });

  await expect.poll(async () => (await fetch(`${system.url}/api/v1/health`)).status).toBe(200);
  expect((await call(system, "GET", "/api/v1/webhooks")).body.items).toEqual([]);
  expect(receiver.requests).toEqual([]);
  const [createdWebhook, registered, createdHook] = await callEachAdapter();
  expect([createdWebhook.status, registered.status, createdHook.status]).toEqual([201, 200, 200]);
});

test("a paused Fineract hook's held delivery is sent when the hook becomes active; a Plexe delivery created after the worker has stopped is sent by the next worker", async ({
  system,
  receiver,
}) => {
  const { id: partnerId } = await makePartner(system, "Held");
  receiver.respond({ status: 500 });
  const retries = { fieldName: "Retries", fieldValue: "0" };
  const { hook } = readEmbarcSamples(receiver.url("/embarc"));
  const created = await call(system, "POST", "/hooks", { ...hook, config: [...hook.config, retries] });
  await pauseAfterFirstFailure(system, created.body.resourceId);
  await postEvent(system, { type: "CLIENT.CREATE", entityId: "held-1" });
  await waitForState(system, "held-1", "failed");
  await postEvent(system, { type: "CLIENT.CREATE", entityId: "held-2" });
  await waitForState(system, "held-2", "held");
  receiver.respond({ status: 200 });
  const { body: hooks } = await call(system, "GET", "/hooks");
  const [pausedHook] = hooks;
  expect(pausedHook.isActive).toBe(false);
  const changed = { name: pausedHook.name, isActive: true, events: pausedHook.events, config: hook.config };
  expect((await call(system, "PUT", `/hooks/${pausedHook.id}`, changed)).status).toBe(200);
  await waitForState(system, "held-2", "succeeded");

  const subscription = { webhookUri: receiver.url("/plexe"), secret: "shared-secret", isActive: true };
  await call(system, "POST", `/api/Webhook/register?partnerId=${partnerId}`, subscription);
  await system.worker.stop("SIGTERM");
  await postEvent(system, { type: "WB_Loan_Closed", entityId: "held-3", partnerId });
  await system.startWorker();
  await waitForState(system, "held-3", "succeeded");
});
