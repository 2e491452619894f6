import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { makeDeliveries } from "@/testing/jobs";
import { attemptDue, makeWebhook, postEvent, scope, setDeliveryState } from "@/testing/ledger";
import type { Receiver } from "@/testing/receiver";
import { useReceiver } from "@/testing/use-receiver";
import { pool, prisma } from "../../db";
import { newId } from "../../ids";
import { makeScope } from "../../scope/scope";
import { requestResend } from "../request-resend";
import { sendManualAttempt } from "../send-manual-attempt";
import { exportDeliveries } from "./export-deliveries";
import { exportQuerySchema } from "./schema";
import { showProof } from "./show-proof";

let receiver: Receiver;
useReceiver((started) => {
  receiver = started;
});

const sha256 = (bytes: string | Uint8Array) => createHash("sha256").update(bytes).digest("hex");
const countExports = () => prisma().auditEntry.count({ where: { action: "delivery.exported" } });

async function exportText(query: Record<string, unknown>, who = scope) {
  const exported = await exportDeliveries(who, exportQuerySchema.parse(query));
  if (!exported.ok) throw new Error(exported.message);
  let text = "";
  for await (const chunk of exported.chunks) text += chunk;
  return { text, headers: exported.headers };
}

async function exportLines(query: Record<string, unknown>, who = scope) {
  const { text } = await exportText({ ...query, format: "ndjson" }, who);
  const [first, ...lines] = text
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
  return { first, last: lines.pop(), deliveries: lines };
}

test("an export contains the filter and each attempt with its hashes and who requested it; the export is audited", async () => {
  const { id: webhookId } = await makeWebhook({ url: receiver.url("/hook"), retryDelays: [] });
  const [traceId = ""] = await postEvent({ entityId: "=HYPERLINK(1)" });
  receiver.respond({ status: 500, body: "down" });
  await attemptDue([traceId]);
  receiver.respond({ status: 200, body: "thank you" });
  const resend = await requestResend(scope, traceId);
  await sendManualAttempt(resend.ok ? resend.attemptId : "");
  const sent = sha256(receiver.requests[0]?.body ?? "");
  const { first, last, deliveries } = await exportLines({ webhookId, state: ["succeeded"] });
  expect(first).toMatchObject({ filter: { webhookId, state: ["succeeded"] }, timeZone: "UTC" });
  expect(last).toEqual({ complete: true, deliveries: 1 });
  expect(deliveries).toMatchObject([
    {
      traceId,
      bodySha256: sent,
      attempts: [
        {
          number: 1,
          responseCode: 500,
          responseSha256: sha256("down"),
          requestSha256: sent,
          requestedBy: null,
        },
        {
          number: null,
          manual: true,
          responseCode: 200,
          responseSha256: sha256("thank you"),
          requestedBy: "Tests",
        },
      ],
    },
  ]);
  const { text, headers } = await exportText({ webhookId, state: ["succeeded"] });
  const [header, firstRow, secondRow, ...rest] = text.split("\r\n");
  expect(rest).toEqual([""]);
  expect(header?.split(",").at(-1)).toBe("Filter");
  for (const row of [firstRow, secondRow])
    expect(row).toMatch(new RegExp(`webhookId=${webhookId}; state=succeeded$`));
  expect(secondRow).toContain(`"'=HYPERLINK(1)"`);
  expect(secondRow).toContain(",manual,Tests,");
  expect(headers["Content-Disposition"]).toContain(`webhookId-${webhookId}-state-succeeded.csv"`);
  const [entry] = await prisma().auditEntry.findMany({
    where: { action: "delivery.exported" },
    orderBy: { id: "desc" },
    take: 1,
  });
  expect(entry?.details).toEqual({ format: "csv", filter: { webhookId, state: ["succeeded"] } });
});

test("an export of several pages has each delivery once, newest first, and none that was accepted after its start", async () => {
  const { id: webhookId } = await makeWebhook({ url: receiver.url() });
  const traceIds = await makeDeliveries(webhookId, 450, "failed");
  const exported = await exportDeliveries(scope, exportQuerySchema.parse({ webhookId, format: "ndjson" }));
  await makeDeliveries(webhookId, 1, "failed");
  let text = "";
  for await (const chunk of exported.ok ? exported.chunks : []) text += chunk;
  const lines = text
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
  expect(lines.slice(1, -1).map((line) => line.traceId)).toEqual(traceIds.toReversed());
});

test("a one-time code is masked in the URL, and neither export nor proof has a hash from which the code could be guessed", async () => {
  const { id: webhookId } = await makeWebhook({
    url: `${receiver.url()}/otp?pin={{ data.code }}`,
    dialect: "loanpro",
    triggers: ["WB_Send_Otp"],
    options: { bodyTemplate: '{"otp": "{{ data.code }}"}' },
  });
  const [traceId = ""] = await postEvent({ type: "WB_Send_Otp", entityId: "c-1", data: { code: "482913" } });
  receiver.respond({ status: 200, body: "482913" });
  await attemptDue([traceId]);
  const { text } = await exportText({ webhookId });
  expect(text).toContain("/otp?pin=******");
  for (const secret of ["482913", sha256("482913"), sha256('{"otp": "482913"}')]) {
    expect(text).not.toContain(secret);
    expect(JSON.stringify(await showProof(scope, traceId))).not.toContain(secret);
  }
});

test("an attempt has no request hash if it sent nothing or if a key was added to the body", async () => {
  const { id: webhookId } = await makeWebhook({ url: receiver.url(), retryDelays: [] });
  const [traceId = ""] = await postEvent();
  await attemptDue([traceId]);
  await requestResend(scope, traceId);
  const loadAttempts = async () => (await exportLines({ webhookId })).deliveries[0].attempts;
  const sent = sha256(receiver.requests[0]?.body ?? "");
  expect(await loadAttempts()).toMatchObject([
    { requestSha256: sent },
    { requestSha256: null, startedAt: null },
  ]);
  const failures = { connect_refused: null, template_error: null, timeout: sent, connection_reset: sent };
  for (const [errorCode, requestSha256] of Object.entries(failures)) {
    await prisma().attempt.updateMany({
      where: { deliveryId: traceId, number: 1 },
      data: { outcome: "failed", errorCode, errorParams: { phase: "waiting" } },
    });
    expect((await loadAttempts())[0]).toMatchObject({ errorCode, requestSha256 });
  }
  const unsentTimeout = { errorCode: "timeout", errorParams: { phase: "tls" } };
  await prisma().attempt.updateMany({ where: { deliveryId: traceId, number: 1 }, data: unsentTimeout });
  expect((await loadAttempts())[0].requestSha256).toBeNull();
  const authentication = { kind: "bodyField", field: "key", value: "secret" };
  const webhookWithBodyKey = await makeWebhook({
    url: receiver.url(),
    triggers: ["OpportunityClose"],
    authentication,
  });
  await attemptDue(await postEvent({ type: "OpportunityClose" }));
  expect(receiver.requests.at(-1)?.body.toString()).toContain(`"key":"secret"`);
  expect((await exportLines({ webhookId: webhookWithBodyKey.id })).deliveries).toMatchObject([
    { bodySha256: expect.any(String), attempts: [{ outcome: "succeeded", requestSha256: null }] },
  ]);
});

test("an export needs only one database connection, also for events with one-time codes", async () => {
  const { id: webhookId } = await makeWebhook({ url: receiver.url(), triggers: ["WB_Send_Otp"] });
  const [traceId] = await postEvent({ type: "WB_Send_Otp", entityId: "c-2", data: { code: "482913" } });
  // As if other exports used all other connections.
  const takenClients = await Promise.all(
    Array.from({ length: pool().options.max - 1 }, () => pool().connect()),
  );
  try {
    expect((await exportLines({ webhookId })).deliveries).toMatchObject([{ traceId }]);
  } finally {
    for (const client of takenClients) client.release();
  }
});

test("a partner can export and prove only its own deliveries; an unknown webhook is an error and is not audited", async () => {
  const partnerId = newId();
  await prisma().partner.create({ data: { id: partnerId, name: "Acme" } });
  const partner = makeScope({ actor: scope.actor, partnerId, permissions: ["deliveries:read"] });
  const lenderWebhook = await makeWebhook({ url: receiver.url(), triggers: ["OpportunityClose"] });
  const partnerWebhook = await makeWebhook({
    url: receiver.url(),
    triggers: ["OpportunityClose"],
    partnerId,
  });
  const traceIds = await postEvent({ type: "OpportunityClose", partnerId });
  for (const id of traceIds) await setDeliveryState(id, "failed");
  expect(traceIds).toHaveLength(2);
  const { deliveries } = await exportLines({}, partner);
  expect(deliveries.map(({ webhookId }) => webhookId)).toEqual([partnerWebhook.id]);
  const [lenderTraceId = ""] = traceIds.filter((id) => id !== deliveries[0]?.traceId);
  expect(await showProof(partner, lenderTraceId)).toBeNull();
  expect(await showProof(partner, deliveries[0]?.traceId)).toMatchObject({ attempts: [] });
  const before = await countExports();
  for (const webhookId of [lenderWebhook.id, newId()]) {
    const exported = await exportDeliveries(partner, exportQuerySchema.parse({ webhookId }));
    expect(exported).toMatchObject({
      rejected: "unknown_webhook",
      message: `There is no webhook ${webhookId}.`,
    });
  }
  expect(await countExports()).toBe(before);
});

test("a window that ends before it starts, an unknown state and an unknown format are rejected", () => {
  const window = { from: "2026-11-21T18:00:00Z", to: "2026-11-21T17:00:00Z" };
  for (const query of [window, { state: ["lost"] }, { format: "xlsx" }]) {
    expect(exportQuerySchema.safeParse(query).success).toBe(false);
  }
});
