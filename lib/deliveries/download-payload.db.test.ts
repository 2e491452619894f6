import { beforeAll, expect, test } from "vitest";
import { useDatabase } from "@/testing/database";
import { fillCatalogue, makeWebhook, postEvent, scope } from "@/testing/ledger";
import { prisma } from "../db";
import { makeScope } from "../scope/scope";
import { downloadPayload } from "./download-payload";

useDatabase();
const reader = makeScope({
  actor: scope.actor,
  partnerId: null,
  permissions: ["deliveries:read", "customer-data:read"],
});
const countAuditEntries = () => prisma().auditEntry.count({ where: { action: "delivery.code-revealed" } });
let traceId = "";

beforeAll(async () => {
  await fillCatalogue();
  await makeWebhook({ url: "http://127.0.0.1:9/", triggers: ["WB_Send_Loan_Otp"] });
  [traceId = ""] = await postEvent({ type: "WB_Send_Loan_Otp", entityId: "L-1", data: {} });
});

test("a body without a one-time code can be downloaded by every user who can view the delivery and customer data", async () => {
  expect(await downloadPayload(reader, { traceId })).toMatchObject({ ok: true });
  expect(await countAuditEntries()).toBe(0);
});

test("downloading a body with a one-time code requires webhooks:write and is audited", async () => {
  await prisma().body.update({
    where: { id: traceId },
    data: { bytes: Buffer.from('{"data":{"code":"123456"}}') },
  });
  expect(await downloadPayload(reader, { traceId })).toMatchObject({ ok: false, rejected: "masked" });
  expect(await countAuditEntries()).toBe(0);
  expect(await downloadPayload(scope, { traceId })).toMatchObject({ ok: true });
  expect(await countAuditEntries()).toBe(1);
});

test("downloading the body of an unknown delivery or attempt is rejected as not found", async () => {
  expect(await downloadPayload(scope, { traceId: "x" })).toMatchObject({ rejected: "not_found" });
  expect(await downloadPayload(scope, { attemptId: traceId, which: "response" })).toMatchObject({
    rejected: "not_found",
  });
});
