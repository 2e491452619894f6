import { beforeAll, expect, test } from "vitest";
import { useDatabase } from "@/testing/database";
import {
  attemptUntilDone,
  fillCatalogue,
  loadDelivery,
  makeWebhook,
  postEvent,
  scope,
} from "@/testing/ledger";
import { type Receiver, startReceiver } from "@/testing/receiver";
import { newId } from "../../ids";
import { allPermissions } from "../../scope/permissions";
import { Forbidden, makeScope } from "../../scope/scope";
import { updateWebhook } from "../../webhooks/update-webhook";
import { findAttempt } from "./find-attempt";
import { findLastGoodAttempt } from "./find-last-good";

useDatabase();
beforeAll(fillCatalogue);

/** Sends an event to all webhooks, whose receiver responds with this status. Returns one of the attempts. */
async function attempt(receiver: Receiver, status: number) {
  receiver.respond({ status });
  const traceIds = await postEvent();
  for (const traceId of traceIds) await attemptUntilDone(traceId);
  const found = await findAttempt(scope, (await loadDelivery(traceIds[0] ?? "")).attempts[0]?.id ?? "");
  if (!found) throw new Error("no attempt");
  return found;
}

const makeTestWebhook = (url: string) =>
  makeWebhook({ url, retryDelays: [], failurePolicy: { kind: "never" } });

test("the last good attempt is the webhook's last success before an attempt, otherwise its last success of all", async () => {
  const receiver = await startReceiver();
  // The success of another webhook does not count.
  const other = await makeTestWebhook(receiver.url("/other"));
  await attempt(receiver, 200);
  await updateWebhook(scope, other.id, { state: "disabled" });
  const { id } = await makeTestWebhook(receiver.url());
  const firstFailure = await attempt(receiver, 500);
  expect(firstFailure.delivery.webhookId).toBe(id);
  expect(await findLastGoodAttempt(scope, firstFailure)).toBeNull();
  const firstSuccess = await attempt(receiver, 200);
  const secondFailure = await attempt(receiver, 500);
  const secondSuccess = await attempt(receiver, 200);
  expect(await findLastGoodAttempt(scope, secondFailure)).toBe(firstSuccess.attempt.id);
  expect(await findLastGoodAttempt(scope, secondSuccess)).toBe(firstSuccess.attempt.id);
  expect(await findLastGoodAttempt(scope, firstFailure)).toBe(secondSuccess.attempt.id);
  expect(await findLastGoodAttempt(scope, firstSuccess)).toBe(secondSuccess.attempt.id);
  await receiver.close();
});

test("a scope finds only its own attempts, and needs the permission to read deliveries", async () => {
  const receiver = await startReceiver();
  await makeTestWebhook(receiver.url("/scopes"));
  const own = await attempt(receiver, 200);
  await receiver.close();
  const makeScopeWith = (partnerId: string | null, permissions: typeof allPermissions) =>
    makeScope({ actor: scope.actor, partnerId, permissions });
  expect(await findAttempt(scope, own.attempt.id.toUpperCase())).toMatchObject({
    attempt: { id: own.attempt.id },
  });
  expect(await findAttempt(makeScopeWith(newId(), allPermissions), own.attempt.id)).toBeNull();
  expect(await findLastGoodAttempt(makeScopeWith(newId(), allPermissions), own)).toBeNull();
  for (const id of [newId(), "", "no-uuid", "\u0000"]) expect(await findAttempt(scope, id)).toBeNull();
  await expect(findAttempt(makeScopeWith(null, []), own.attempt.id)).rejects.toThrow(Forbidden);
  await expect(findLastGoodAttempt(makeScopeWith(null, []), own)).rejects.toThrow(Forbidden);
});
