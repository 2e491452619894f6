import { expect, test } from "vitest";
import { useDatabase } from "@/testing/database";
import { scope } from "@/testing/ledger";
import { listSourceAudit, makeSource, storeMessage } from "@/testing/sources";
import { makeScope } from "../scope/scope";
import { downloadMessageBody } from "./download-message";

useDatabase();

const reader = makeScope({
  actor: { kind: "apiKey", id: null, name: "Reader" },
  partnerId: null,
  permissions: ["sources:read", "customer-data:read"],
});
const codeBody = JSON.stringify({ WebhookEvent: "WB_Send_Otp", Data: { code: "482913" } });

test("a message is downloaded byte for byte, and nothing is audited", async () => {
  const { id } = await makeSource();
  const body = JSON.stringify({ eventName: "OpportunityUpdated", code: "EUR" });
  const downloaded = await downloadMessageBody(reader, id, await storeMessage(id, { body }));
  expect(String(downloaded?.bytes)).toBe(body);
  expect((await listSourceAudit(id)).map(({ action }) => action)).toEqual(["source.created"]);
});

test("a message with a one-time code is downloaded only by who may change sources, and that is audited without the code", async () => {
  const { id } = await makeSource({ system: "plexe" });
  const messageId = await storeMessage(id, { body: codeBody });
  await expect(downloadMessageBody(reader, id, messageId)).rejects.toThrow("sources:write");
  expect(String((await downloadMessageBody(scope, id, messageId))?.bytes)).toBe(codeBody);
  const [, entry] = await listSourceAudit(id);
  expect(entry).toMatchObject({ action: "source.code-revealed", details: { messageId } });
  expect(JSON.stringify(entry)).not.toContain("482913");
});
