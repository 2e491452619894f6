import { expect, test } from "vitest";
import { advance, replayAll, requestJob, sendRequested, startReplay } from "@/testing/jobs";
import { attemptDue, loadDelivery, makeWebhook, postEvent, scope } from "@/testing/ledger";
import type { Receiver } from "@/testing/receiver";
import { useReceiver } from "@/testing/use-receiver";
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

test("a job that releases lists what it released, with its state, and the attempts of what had failed", async () => {
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
