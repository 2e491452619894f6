import { createHash, randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { call, createWebhook, waitForState } from "./api";
import { createAttemptedDelivery } from "./attempted-delivery";
import { expect, signIn, test } from "./fixtures";

test("an export contains the deliveries that match the page's filter, and the audit trail records the filter", async ({
  system,
  receiver,
  page,
}) => {
  receiver.respond({ status: 200, body: "thank you" });
  const { delivery } = await createAttemptedDelivery(system, receiver.url("/hook"), "P-1");
  await signIn(page, system);
  await page.goto(`${system.url}/loans/P-1/webhooks?state=succeeded`);
  const downloadPromise = page.waitForEvent("download");
  await page.getByRole("link", { name: "Export CSV" }).click();
  const download = await downloadPromise;
  expect(download.suggestedFilename()).toMatch(
    /^deliveries-.*-utc-entityType-Loan-entityId-P-1-state-succeeded\.csv$/,
  );
  const [names, row, ...rest] = (await readFile(await download.path(), "utf8")).split("\r\n");
  expect(names).toContain("Accepted (UTC)");
  expect(row).toContain(delivery.traceId);
  for (const bytes of [receiver.requests[0]?.body ?? "", "thank you"]) {
    expect(row).toContain(createHash("sha256").update(bytes).digest("hex"));
  }
  expect(rest).toEqual([""]);
  await page.goto(`${system.url}/administration/audit?action=delivery.exported`);
  await page.getByText("exported the deliveries that match a filter as CSV").click();
  await expect(page.locator("pre").filter({ visible: true })).toContainText('"entityId": "P-1"');
});

test("a delivery's proof names the time zone, shows the hashes of both bodies, and prints on one page", async ({
  system,
  receiver,
  page,
}) => {
  receiver.respond({ status: 500, body: "out of paper" });
  const { delivery } = await createAttemptedDelivery(system, receiver.url("/hook"), "P-2");
  await call(system, "POST", `/api/v1/deliveries/${delivery.traceId}/resend`);
  await receiver.waitFor(2);
  await signIn(page, system);
  await page.goto(`${system.url}/deliveries/${delivery.traceId}`);
  await page.getByRole("link", { name: "Proof of delivery" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Proof of delivery" })).toBeVisible();
  await page.emulateMedia({ media: "print" });
  const main = page.getByRole("main");
  await expect(main).toContainText(/All times in [\w/]+/);
  await expect(main).toContainText("requested by API key");
  for (const bytes of [receiver.requests[0]?.body ?? "", "out of paper"]) {
    await expect(main).toContainText(createHash("sha256").update(bytes).digest("hex"));
  }
  const pages = (await page.pdf({ preferCSSPageSize: true })).toString("latin1").match(/\/Type\s*\/Page\b/g);
  expect(pages).toHaveLength(1);
});

test("reconciling a list of 200,000 unknown trace IDs finds the webhook's only delivery missing", async ({
  system,
  receiver,
}) => {
  const { webhook, delivery } = await createAttemptedDelivery(system, receiver.url(), "P-3");
  const unknownTraceIds = Array.from({ length: 200_000 }, () => JSON.stringify(randomUUID())).join("\n");
  const path = `/api/v1/webhooks/${webhook.id}/reconcile`;
  expect((await call(system, "POST", path, unknownTraceIds)).body).toMatchObject({
    deliveries: 1,
    missing: 1,
    items: [{ traceId: delivery.traceId }],
    list: { traceIds: 200_000, unknown: 200_000 },
  });
});

test("a feed request that waits returns the delivery of an event that is accepted meanwhile", async ({
  system,
  receiver,
}) => {
  const { id } = await createWebhook(system, { url: receiver.url(), triggers: ["PaymentPosted"] });
  const path = `/api/v1/webhooks/${id}/feed`;
  expect((await call(system, "PUT", path)).status).toBe(200);
  const waiting = call(system, "GET", `${path}?wait=20`);
  await call(system, "POST", "/api/v1/events", { type: "PaymentPosted", entityId: "P-4" });
  const { items, nextCursor } = (await waiting).body;
  const { traceId } = await waitForState(system, "P-4", "succeeded");
  const body = receiver.requests[0]?.body.toString();
  expect(items).toMatchObject([{ traceId, body, bodyEncoding: "text" }]);
  expect((await call(system, "GET", `${path}?after=${nextCursor}`)).body).toEqual({ items: [], nextCursor });
});
