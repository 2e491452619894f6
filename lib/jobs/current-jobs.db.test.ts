import { expect, test } from "vitest";
import { requestJob, startResend, workOn } from "@/testing/jobs";
import { makeWebhook, postEvent, scope, setDeliveryState } from "@/testing/ledger";
import type { Receiver } from "@/testing/receiver";
import { useReceiver } from "@/testing/use-receiver";
import { pool, prisma } from "../db";
import { newId } from "../ids";
import { makeScope } from "../scope/scope";
import { listCurrentJobs } from "./current-jobs";
import { fetchJobWebhooks } from "./job-webhooks";

let receiver: Receiver;
useReceiver((started) => {
  receiver = started;
});

test("a job is listed as current, with its webhooks, until a minute after its end; other tenants do not see it", async () => {
  const partnerId = newId();
  await prisma().partner.create({ data: { id: partnerId, name: "Alpha" } });
  const partner = makeScope({ actor: scope.actor, partnerId, permissions: ["deliveries:resend"] });
  const beta = await makeWebhook({ url: receiver.url(), name: "Beta", partnerId });
  const alpha = await makeWebhook({ url: receiver.url(), name: "Alpha" });
  const traceIds = await postEvent({ partnerId });
  expect(traceIds).toHaveLength(2);
  for (const id of traceIds) await setDeliveryState(id, "failed");
  const jobId = await startResend(beta.id, { filter: { webhookIds: [alpha.id, beta.id] } });

  expect((await listCurrentJobs(scope)).map(({ id }) => id)).toEqual([jobId]);
  expect(await listCurrentJobs(scope, newId())).toEqual([]);
  expect(await listCurrentJobs(partner)).toEqual([]);
  expect((await fetchJobWebhooks(scope, [jobId], 1)).get(jobId)).toEqual({
    first: [{ id: alpha.id, name: "Alpha", deleted: false }],
    total: 2,
  });
  expect(await requestJob({ kind: "resend", filter: { webhookId: alpha.id } })).toMatchObject({
    rejected: "job_open",
    openJobId: jobId,
  });
  const rejected = await requestJob({ kind: "resend", filter: {} }, partner);
  expect(rejected).toMatchObject({ rejected: "job_open" });
  expect(rejected).not.toHaveProperty("openJobId");

  await workOn(jobId);
  expect(await listCurrentJobs(scope, beta.id)).toMatchObject([{ id: jobId, state: "finished", done: 2 }]);
  await pool().query("UPDATE jobs SET ended_at = now() - interval '2 minutes' WHERE id = $1", [jobId]);
  expect(await listCurrentJobs(scope)).toEqual([]);
});
