import { afterEach, expect, test } from "vitest";
import { attemptDue, claimDue, makeWebhook, postFor, scope } from "@/testing/ledger";
import type { Receiver } from "@/testing/receiver";
import { useReceiver } from "@/testing/use-receiver";
import { pool } from "../db";
import { updateWebhook } from "../webhooks/update-webhook";
import { attemptDelivery } from "./attempt-delivery";
import type { ClaimedDelivery } from "./claim-deliveries";
import { requestResend } from "./request-resend";
import { sendManualAttempt } from "./send-manual-attempt";

// Deliveries that wait behind several others, or behind one whose state or webhook changed meanwhile, become due without the sweep.

let receiver: Receiver;
useReceiver((started) => {
  receiver = started;
});

afterEach(async () => {
  await pool().query("DELETE FROM open_deliveries");
});

const makeOrderedWebhook = (settings: Record<string, unknown> = {}) =>
  makeWebhook({ url: receiver.url(), ordered: true, failurePolicy: { kind: "never" }, ...settings });

const attempt = (claim: ClaimedDelivery) =>
  new Promise((resolve, reject) => attemptDelivery(claim, resolve, reject));

async function claimIds(): Promise<string[]> {
  return (await claimDue()).map(({ deliveryId }) => deliveryId);
}

test("a delivery behind held ones becomes due after the last of them, even if they are sent at different times", async () => {
  const { id } = await makeOrderedWebhook();
  const [first = ""] = await postFor("a", "a");
  await updateWebhook(scope, id, { state: "disabled" });
  await updateWebhook(scope, id, { state: "enabled", heldDeliveries: "keep" });
  const [behind] = await postFor("a");
  expect(await claimIds()).toEqual([]);
  const requested = await requestResend(scope, first);
  if (!requested.ok) throw new Error(requested.message);
  await sendManualAttempt(requested.attemptId);
  await updateWebhook(scope, id, { heldDeliveries: "deliver" });
  await attemptDue();
  expect(await claimIds()).toEqual([behind]);
});

test("if `ordered` is turned on while two deliveries of a line are being sent, the next one becomes due after both", async () => {
  const { id } = await makeOrderedWebhook({ ordered: false });
  await postFor("a", "a");
  const [first, second] = await claimDue();
  if (!first || !second) throw new Error("two claims were expected");
  await updateWebhook(scope, id, { ordered: true });
  const [behind] = await postFor("a");
  expect(await claimIds()).toEqual([]);
  await attempt(first);
  expect(await claimIds()).toEqual([]);
  await attempt(second);
  expect(await claimIds()).toEqual([behind]);
});

test("a delivery becomes due after one that came before it but was committed later", async () => {
  const { id } = await makeOrderedWebhook();
  const [late = "", sent, behind = ""] = await postFor("a", "a", "a");
  // As if the event of the first delivery were not committed yet.
  await pool().query(
    "UPDATE open_deliveries SET due_at = now() + interval '1 hour', line = line + 1 WHERE delivery_id = $1",
    [late],
  );
  const [claim] = await claimDue();
  expect(claim?.deliveryId).toBe(sent);
  expect(await claimIds()).toEqual([]);
  await pool().query(
    "UPDATE open_deliveries SET due_at = now() - interval '1 second', line = line - 1 WHERE delivery_id = $1",
    [late],
  );
  if (claim) await attempt(claim);
  await attemptDue([late]);
  expect(await claimIds()).toEqual([behind]);
  await updateWebhook(scope, id, { state: "disabled" });
});

test.each(["keep", "discard"] as const)(
  "a delivery becomes due after one that was held while it was being sent (held deliveries: %s)",
  async (heldDeliveries) => {
    const { id } = await makeOrderedWebhook();
    await postFor("a");
    const [claim] = await claimDue();
    await updateWebhook(scope, id, { state: "disabled" });
    await updateWebhook(scope, id, { state: "enabled", heldDeliveries });
    const [behind] = await postFor("a");
    expect(await claimIds()).toEqual([]);
    if (heldDeliveries === "keep") await updateWebhook(scope, id, { heldDeliveries: "deliver" });
    if (claim) await attempt(claim);
    expect(await claimIds()).toEqual([behind]);
    await updateWebhook(scope, id, { state: "disabled" });
  },
);

test("deliveries of a webhook that sends in any order do not wait, even if they were accepted while it sent in order", async () => {
  await makeOrderedWebhook();
  const { id } = await makeOrderedWebhook({ ordered: false });
  await postFor("a", "a");
  // As if `ordered` had been turned off while the events were being accepted.
  await pool().query("UPDATE open_deliveries SET line = 7, place = 1 WHERE webhook_id = $1", [id]);
  const claimed = (await claimDue()).filter(({ webhook }) => webhook.id === id);
  expect(claimed).toHaveLength(2);
});
