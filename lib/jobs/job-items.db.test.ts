import { expect, test } from "vitest";
import {
  advance,
  makeDeliveries,
  replayAll,
  requestJob,
  sendRequested,
  startReplay,
  startResend,
  workOn,
} from "@/testing/jobs";
import { attemptDue, loadDelivery, makeWebhook, postEvent, scope } from "@/testing/ledger";
import type { Receiver } from "@/testing/receiver";
import { useReceiver } from "@/testing/use-receiver";
import { pool } from "../db";
import { newId } from "../ids";
import { readJobResult } from "./job-result";
import { listJobItems } from "./queries";

let receiver: Receiver;
useReceiver((started) => {
  receiver = started;
});

const listItems = async (jobId: string, query: Partial<Parameters<typeof listJobItems>[2]> = {}) =>
  (await listJobItems(scope, jobId, { limit: 10, ...query })) ?? { items: [], nextCursor: null };

async function readResult(jobId: string, format: "csv" | "ndjson"): Promise<string> {
  let text = "";
  for await (const piece of (await readJobResult(scope, jobId, format)) ?? []) text += piece;
  return text;
}

test("a release job lists the released deliveries with their states, and its attempts of failed deliveries", async () => {
  const { id: webhookId } = await makeWebhook({ url: receiver.url(), retryDelays: [] });
  const [failed = "", first = "", second = ""] = [
    await postEvent(),
    await postEvent(),
    await postEvent(),
  ].flat();
  receiver.respond({ status: 500 });
  await attemptDue([failed]);
  receiver.respond({ status: 200 });
  const input = { kind: "release-held", filter: { webhookId }, enable: true, resendFailed: true };
  const created = await requestJob(input);
  const jobId = created.ok ? (created.job?.id ?? "") : "";
  while (await advance(jobId)) await sendRequested(jobId);
  await attemptDue([first]);
  expect((await listItems(jobId)).items).toMatchObject([
    { traceId: failed, attemptId: expect.any(String), state: "succeeded", outcome: "succeeded" },
    { traceId: first, attemptId: null, state: "succeeded", outcome: "succeeded", responseCode: 200 },
    { traceId: second, attemptId: null, state: "pending", outcome: null, responseCode: null },
  ]);
  expect((await listItems(jobId, { outcome: "succeeded" })).items.map(({ traceId }) => traceId)).toEqual([
    failed,
    first,
  ]);
});

test("the result has all items, page by page or as a file that is safe for spreadsheets", async () => {
  const entityId = newId();
  const condition = { eventType: "OpportunityUpdated", condition: "data.a > 10" };
  await postEvent({ entityId, data: { a: 50 } });
  await postEvent({ entityId, data: {} });
  const { id } = await makeWebhook({ url: receiver.url(), name: "=Core, new", triggers: [condition] });
  const jobId = await startReplay([id], entityId);
  await replayAll(jobId);
  const { items } = await listItems(jobId);
  const [{ traceId, eventId, at }, excluded] = items as [(typeof items)[0], (typeof items)[0]];
  const { nextCursor, items: firstPage } = await listItems(jobId, { limit: 1 });
  expect([...firstPage, ...(await listItems(jobId, { cursor: nextCursor ?? "" })).items]).toEqual(items);
  expect((await listItems(jobId, { outcome: "excluded" })).items).toEqual([excluded]);
  expect((await listItems(jobId, { outcome: "failed" })).items).toEqual([]);
  expect((await loadDelivery(traceId ?? "")).eventId).toBe(eventId);
  const common = `"'=Core, new",${id},Opportunity,${entityId},OpportunityUpdated`;
  expect((await readResult(jobId, "csv")).split("\r\n")).toEqual([
    "Trace ID,Event ID,Webhook,Webhook ID,Entity type,Entity ID,Event type,State,Outcome,Response code,Error code,Time (UTC)",
    `${traceId},${eventId},${common},succeeded,succeeded,200,,${at}`,
    `,${excluded.eventId},${common},,excluded,,condition_error,${excluded.at}`,
    "",
  ]);
  const lines = (await readResult(jobId, "ndjson")).trim().split("\n");
  expect(lines.map((line) => JSON.parse(line))).toEqual(items);
  expect(await readJobResult(scope, newId(), "csv")).toBeNull();
});

test("a page continues after items whose delivery or event was removed by retention", async () => {
  const { id: webhookId } = await makeWebhook({ url: receiver.url() });
  const traceIds = await makeDeliveries(webhookId, 4, "failed");
  const resendId = await startResend(webhookId);
  await workOn(resendId);
  await pool().query("DELETE FROM deliveries WHERE id = ANY($1)", [traceIds.slice(0, 2)]);
  const first = await listItems(resendId, { limit: 1 });
  expect(first).toMatchObject({ items: [{ traceId: traceIds[2] }], nextCursor: traceIds[2] });
  const entityId = newId();
  for (const data of [{ a: 50 }, {}, {}, {}]) await postEvent({ entityId, data });
  const condition = { eventType: "OpportunityUpdated", condition: "data.a > 10" };
  const { id } = await makeWebhook({ url: receiver.url(), triggers: [condition] });
  const replayId = await startReplay([id], entityId);
  await replayAll(replayId);
  const { items: excluded } = await listItems(replayId, { outcome: "excluded" });
  expect(excluded).toHaveLength(3);
  const removed = excluded.slice(0, 2).map(({ eventId }) => eventId);
  await pool().query("DELETE FROM events WHERE id = ANY($1)", [removed]);
  const kept = excluded.slice(2);
  const page = await listItems(replayId, { outcome: "excluded", limit: 1 });
  expect(page).toEqual({ items: kept, nextCursor: null });
});
