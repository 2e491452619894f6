import { expect, test } from "vitest";
import { attemptDue, loadDelivery, makeWebhook, postEvent, scope } from "@/testing/ledger";
import type { Receiver } from "@/testing/receiver";
import { useReceiver } from "@/testing/use-receiver";
import { newId } from "../ids";
import { makeScope } from "../scope/scope";
import { findWebhook } from "../webhooks/queries";
import { limitForLink, limitWebhookForLink } from "./limit-for-link";

const linkScope = makeScope({
  ...{ actor: scope.actor, partnerId: null, permissions: [] },
  link: { target: { kind: "partner" }, apiKeyId: newId() },
});

let receiver: Receiver;
useReceiver((started) => {
  receiver = started;
});

test("a link shows no headers and no one-time code, in URLs and errors either; an API key gets both", async () => {
  receiver.respond(({ url }) => ({
    status: 302,
    headers: { Location: url, "Set-Cookie": "session=receiver's" },
  }));
  const url = `${receiver.url()}/otp?pin={{ data.code }}`;
  const options = { bodyTemplate: '{"to": "{{ data.to }}"}' };
  await makeWebhook({ url, dialect: "loanpro", options, triggers: ["WB_Send_Otp"], retryDelays: [] });
  const event = { type: "WB_Send_Otp", entityId: "c-1", data: { code: "4829137", to: "Ann" } };
  const [traceId = ""] = await postEvent(event);
  await attemptDue([traceId]);
  const delivery = await loadDelivery(traceId);
  expect(JSON.stringify(delivery)).toMatch(/4829137.*session=receiver's/);
  expect(await limitForLink(scope, [delivery])).toEqual([delivery]);
  const [shown] = await limitForLink(linkScope, [delivery]);
  expect(JSON.stringify(shown)).not.toMatch(/4829137|session=receiver's/);
  expect(shown?.attempts[0]).toMatchObject({
    destination: `${receiver.url()}/otp?pin=******`,
    ...{ requestHeaders: null, responseHeaders: null, sourceIp: null, responseCode: 302 },
  });
});

test("a link shows the names of links, but not those of users and API keys", async () => {
  const { id } = await makeWebhook({ url: receiver.url(), owner: "ann@bank.example", retryDelays: [] });
  const [traceId = ""] = await postEvent();
  await attemptDue([traceId]);
  const delivery = await loadDelivery(traceId);
  const showRequestedBy = async (requestedBy: string | null) => {
    const attempts = delivery.attempts.map((attempt) => ({ ...attempt, requestedBy }));
    const [shown] = await limitForLink(linkScope, [{ ...delivery, attempts }]);
    return shown?.attempts[0]?.requestedBy;
  };
  expect(await showRequestedBy("Ann Lee")).toBeNull();
  expect(await showRequestedBy(null)).toBeNull();
  expect(await showRequestedBy("ann@bank.example (portal link)")).toBe("ann@bank.example (portal link)");

  const webhook = await findWebhook(scope, id);
  if (!webhook) throw new Error("no webhook");
  expect(limitWebhookForLink(scope, webhook)).toEqual(webhook);
  expect(limitWebhookForLink(linkScope, webhook)).toMatchObject({ owner: null, stateChangedBy: "A user" });
});
