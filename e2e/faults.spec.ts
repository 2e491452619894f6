import type { Receiver } from "../testing/receiver";
import { call, createWebhook, fetchDelivery, postEvent, waitForState } from "./api";
import { makeDatabaseUnavailable } from "./database";
import { expect, signIn, test } from "./fixtures";

/** Delays the receiver's responses until the returned function is called. */
function delayResponses(receiver: Receiver): () => void {
  let respond: () => void = () => {};
  const released = new Promise<void>((resolve) => {
    respond = resolve;
  });
  receiver.respond((_request, response) => {
    void released.then(() => response.end());
    return undefined;
  });
  return respond;
}

test("without the database, events get 503 and nothing is half-written; once the database is back, every accepted event is delivered", async ({
  system,
  receiver,
}) => {
  test.setTimeout(120_000);
  await createWebhook(system, { url: receiver.url(), triggers: ["OpportunityUpdated"], timeoutSeconds: 5 });
  const respond = delayResponses(receiver);
  await postEvent(system, { type: "OpportunityUpdated", entityId: "outage-0" });
  await receiver.waitFor(1);

  const restoreDatabase = await makeDatabaseUnavailable(system.databaseUrl);
  respond(); // The receiver responds while the attempt cannot be recorded.
  const rejectedResponse = await call(system, "POST", "/api/v1/events", {
    type: "OpportunityUpdated",
    entityId: "outage-1",
  });
  expect(rejectedResponse.status).toBe(503);
  expect(rejectedResponse.body).toMatchObject({ code: "unavailable", requestId: expect.any(String) });
  expect((await fetch(`${system.url}/api/v1/health`)).status).toBe(503);
  await restoreDatabase();

  await expect.poll(async () => (await fetch(`${system.url}/api/v1/health`)).status).toBe(200);
  await waitForState(system, "outage-0", "succeeded", 60_000);
  expect(receiver.requests.length).toBeLessThanOrEqual(2);
  expect((await call(system, "GET", "/api/v1/deliveries?entityId=outage-1")).body.items).toEqual([]);
  await postEvent(system, { type: "OpportunityUpdated", entityId: "outage-2" });
  await waitForState(system, "outage-2", "succeeded", 60_000);
});

test("on SIGTERM, attempts in flight are completed and recorded once", async ({ system, receiver }) => {
  await createWebhook(system, { url: receiver.url(), triggers: ["OpportunityCreated"] });
  const respond = delayResponses(receiver);
  await postEvent(system, { type: "OpportunityCreated", entityId: "term-1" });
  await receiver.waitFor(1);
  const stopped = system.worker.stop("SIGTERM");
  await system.worker.waitForLine("worker is stopping");
  respond();
  await stopped;
  expect(await fetchDelivery(system, "term-1")).toMatchObject({ state: "succeeded", attemptCount: 1 });
  await system.startWorker();
  expect(receiver.requests).toHaveLength(1);
});

test("two workers share the deliveries, and each delivery is sent once", async ({ system, receiver }) => {
  test.skip(
    system.inngest !== undefined,
    "with Inngest, the web process relays calls to one port, on which only one worker of a machine can listen",
  );
  const firstWorker = system.worker;
  const secondWorker = await system.startWorker();
  await createWebhook(system, { url: receiver.url(), triggers: ["OpportunityDeleted"] });
  const events = Array.from({ length: 500 }, (_, index) => ({
    type: "OpportunityDeleted",
    entityId: `pair-${index}`,
  }));
  expect((await call(system, "POST", "/api/v1/events/batch", { events })).body).toMatchObject({
    accepted: 500,
  });
  await receiver.waitFor(500);
  await waitForState(system, "pair-499", "succeeded");
  await secondWorker.stop();
  system.worker = firstWorker;
  expect(new Set(receiver.requests.map((request) => String(request.body))).size).toBe(500);
  expect(receiver.requests).toHaveLength(500);
});

test("a server action with a foreign Origin is rejected", async ({ system, page, receiver }) => {
  await signIn(page, system);
  await page.goto(`${system.url}/administration/integrations/webhooks/new`);
  await page.getByLabel("Name", { exact: true }).fill("Created in the browser");
  await page.getByLabel("URL", { exact: true }).fill(receiver.url());
  await page.getByLabel("All events").check();
  const saveRequest = page.waitForRequest(
    // The preview has a separate action, whose input has no name.
    (request) =>
      "next-action" in request.headers() && request.postData()?.includes("Created in the browser") === true,
  );
  await page.getByRole("button", { name: "Save", exact: true }).click();
  const action = await saveRequest;
  const countCreatedWebhooks = async () => {
    const { body } = await call(system, "GET", "/api/v1/webhooks");
    return (body.items as { name: string }[]).filter(({ name }) => name === "Created in the browser").length;
  };
  await expect.poll(countCreatedWebhooks).toBe(1);

  const repeatAction = async (origin: string) => {
    const { "next-action": id = "", "content-type": type = "" } = action.headers();
    const headers = { Origin: origin, "Next-Action": id, "Content-Type": type };
    const response = await page.request.post(action.url(), { headers, data: action.postDataBuffer() ?? "" });
    return response.status();
  };
  expect(await repeatAction("https://evil.example")).toBeGreaterThanOrEqual(400);
  expect(await countCreatedWebhooks()).toBe(1);
  expect(await repeatAction(system.url)).toBeLessThan(400);
  expect(await countCreatedWebhooks()).toBe(2);
});
