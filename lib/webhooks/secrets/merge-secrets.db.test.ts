import { beforeAll, expect, test } from "vitest";
import { useDatabase } from "@/testing/database";
import { fillCatalogue, makeWebhook, scope } from "@/testing/ledger";
import { describeAction } from "../../audit/describe-entry";
import { unseal } from "../../crypto/seal";
import { prisma } from "../../db";
import { createWebhook } from "../create-webhook";
import { createWebhookSchema, updateWebhookSchema } from "../schema";
import { updateWebhook } from "../update-webhook";
import { sealContext } from "./sealed-values";

useDatabase();
beforeAll(fillCatalogue);

const url = "http://127.0.0.1:9/hook";
const otherReceiverUrl = "http://127.0.0.1:10/hook";
const bearer = { kind: "bearer", token: "the-saved-token" };
const update = (id: string, input: Record<string, unknown>) =>
  updateWebhook(scope, id, updateWebhookSchema.parse(input));
const createWithSecrets = () =>
  makeWebhook({ url, headers: { "X-One": "value-one", "X-Two": "value-two" }, authentication: bearer });

/** Decrypts the saved secrets of a webhook. */
async function openSavedSecrets(id: string) {
  const row = await prisma().webhook.findUniqueOrThrow({ where: { id } });
  const headers = row.headersSealed ? JSON.parse(unseal(row.headersSealed, sealContext.headers(id))) : {};
  const authentication = row.authenticationSealed
    ? JSON.parse(unseal(row.authenticationSealed, `webhook:${id}:authentication`))
    : null;
  return { headers, authentication };
}

test.each([otherReceiverUrl, "https://127.0.0.1:9/hook", "http://127.0.0.2:9/hook"])(
  "with the URL changed to %s, saved header values and authentication are dropped, with warnings",
  async (newUrl) => {
    const { id } = await createWithSecrets();
    const updateResult = await update(id, { url: newUrl });
    expect(updateResult).toMatchObject({
      ok: true,
      webhook: { url: newUrl, headers: {}, authentication: null },
      warnings: [
        { field: "headers.X-One", code: "secret_dropped", message: expect.stringContaining("X-One") },
        { field: "headers.X-Two", code: "secret_dropped" },
        { field: "authentication", code: "secret_dropped", message: expect.stringContaining("bearer") },
      ],
    });
    expect(await openSavedSecrets(id)).toEqual({ headers: {}, authentication: null });
    const entry = await prisma().auditEntry.findFirstOrThrow({
      where: { targetId: id, action: "webhook.changed" },
    });
    expect(entry.details).toMatchObject({
      droppedHeaders: ["X-One", "X-Two"],
      droppedAuthentication: "bearer",
    });
    const sentence = describeAction({ ...entry, targetName: "it" } as never);
    expect(sentence).toContain(
      "also removed: the header X-One, the header X-Two, the receiver authentication",
    );
  },
);

test("secrets that are sent again with a new receiver's URL are saved, even if the case of a header name differs; removing a header gives no warning", async () => {
  const { id } = await createWithSecrets();
  const newAuthentication = { kind: "bearer", token: "a-new-token" };
  expect(
    await update(id, {
      url: otherReceiverUrl,
      headers: { "x-one": "again", "X-Two": null },
      authentication: newAuthentication,
    }),
  ).toMatchObject({ ok: true, warnings: [] });
  expect(await openSavedSecrets(id)).toEqual({
    headers: { "x-one": "again" },
    authentication: newAuthentication,
  });
});

test("a URL that changes only in its path, or in the spelling of host and port, keeps the secrets", async () => {
  const webhook = await makeWebhook({ url: "https://receiver.example/", headers: { "X-One": "value-one" } });
  for (const same of ["https://receiver.example/other?x=1", "https://RECEIVER.example:443/"]) {
    expect(await update(webhook.id, { url: same })).toMatchObject({ ok: true, warnings: [] });
  }
  expect(await openSavedSecrets(webhook.id)).toMatchObject({ headers: { "X-One": "value-one" } });
});

test('"********" keeps a saved value, and is rejected if there is none or the URL changes to another receiver', async () => {
  const { id } = await createWithSecrets();
  const hiddenSecrets = {
    headers: { "X-One": "********" },
    authentication: { kind: "bearer", token: "********" },
  };
  expect(await update(id, hiddenSecrets)).toMatchObject({ ok: true, warnings: [] });
  expect(await openSavedSecrets(id)).toEqual({
    headers: { "X-One": "value-one", "X-Two": "value-two" },
    authentication: bearer,
  });
  expect(await update(id, { ...hiddenSecrets, url: otherReceiverUrl })).toMatchObject({
    rejected: "invalid_settings",
    invalid: [
      { field: "headers.X-One", code: "secret_missing" },
      {
        field: "authentication",
        code: "secret_missing",
        message: expect.stringContaining("different scheme, host or port"),
      },
    ],
  });
  expect((await openSavedSecrets(id)).headers).toHaveProperty("X-One", "value-one");
  expect(await update(id, { headers: { "X-Three": "********" } })).toMatchObject({
    invalid: [{ field: "headers.X-Three", code: "secret_missing" }],
  });
  const input = createWebhookSchema.parse({ url, headers: { "X-One": "********" } });
  expect(await createWebhook(scope, input)).toMatchObject({
    invalid: [{ field: "headers.X-One", code: "secret_missing" }],
  });
});

test("after two concurrent URL changes, in either order, only secrets sent with the final URL are saved", async () => {
  const { id } = await createWithSecrets();
  const third = "http://127.0.0.1:11/hook";
  await Promise.all([
    update(id, { url: otherReceiverUrl, headers: { "X-One": "for-elsewhere" } }),
    update(id, { url: third }),
  ]);
  const row = await prisma().webhook.findUniqueOrThrow({ where: { id } });
  expect(await openSavedSecrets(id)).toEqual({
    headers: row.url === third ? {} : { "X-One": "for-elsewhere" },
    authentication: null,
  });
});
