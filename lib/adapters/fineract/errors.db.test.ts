import { beforeAll, expect, test } from "vitest";
import { ensurePartners } from "@/lib/partners/ensure-partners";
import { useDatabase } from "@/testing/database";
import { createTestHook, hookConfig, hookInput, hookUrl, updateTestHook } from "@/testing/fineract-hooks";
import { fillCatalogue, makeWebhook, scope } from "@/testing/ledger";
import { allPermissions } from "../../scope/permissions";
import { Forbidden, makeScope } from "../../scope/scope";
import { deleteHook } from "./delete-hook";
import { FineractError } from "./fineract-error";
import { buildHookTemplateResponse } from "./hook-template";
import { getHook, listHooks } from "./queries";

useDatabase();
beforeAll(async () => {
  await fillCatalogue();
  await listHooks(scope);
});

/** The status and codes of the error that rejects the attempt. */
async function catchRejection(attempt: () => Promise<unknown>) {
  const error = await attempt().then(
    () => "accepted",
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof FineractError)) throw new Error(String(error));
  return [error.status, ...error.errors.map(({ code }) => code)];
}

test("invalid hooks are rejected with Fineract's codes", async () => {
  const empty = "validation.msg.hook.registered.events.cannot.be.empty";
  const blank = "validation.msg.hook.name.cannot.be.blank";
  const cases: [unknown, number, string][] = [
    [hookInput({ events: [] }), 400, empty],
    [hookInput({ events: undefined }), 400, empty],
    [hookInput({ name: " " }), 400, blank],
    [hookInput({ name: undefined }), 400, blank],
    [hookInput({ name: "n".repeat(101) }), 400, "validation.msg.hook.name.exceeds.max.length"],
    [hookInput({ partnerId: "x" }), 400, "error.msg.parameter.unsupported"],
    [hookInput({ templateId: 0 }), 400, "validation.msg.hook.templateId.not.greater.than.zero"],
    [hookInput({ isActive: "perhaps" }), 400, "validation.msg.hook.isActive.invalid"],
    [hookInput({ displayName: "a\u0000b" }), 400, "validation.msg.hook.displayName.invalid"],
    [hookInput({ config: "text" }), 400, "validation.msg.hook.config.invalid"],
    [hookInput({ name: "SMS Bridge" }), 404, "error.msg.template.not.found"],
    [
      hookInput({ config: hookConfig({ "Content Type": "xml" }) }),
      400,
      "validation.msg.hook.content.type.must.be.json.or.form",
    ],
    [
      hookInput({ config: hookConfig({ "Payload URL": "" }) }),
      400,
      "validation.msg.hook.required.config.field.not.provided",
    ],
    [
      hookInput({ config: hookConfig({ "Payload URL": "http://10.0.0.1/" }) }),
      400,
      "validation.msg.hook.url.invalid",
    ],
    [hookInput({ config: hookConfig({ Retries: "many" }) }), 400, "validation.msg.hook.retries.invalid"],
    [
      hookInput({ config: hookConfig({ "Signing Key": "short" }) }),
      400,
      "validation.msg.hook.signing.key.invalid",
    ],
    [
      hookInput({ config: hookConfig({ "Receiver Authentication": "magic" }) }),
      400,
      "validation.msg.hook.receiver.authentication.invalid",
    ],
    [
      hookInput({ events: [{ entityName: "NO", actionName: "SUCH" }] }),
      400,
      "validation.msg.hook.event.not.found",
    ],
  ];
  for (const [given, status, code] of cases) {
    expect(await catchRejection(() => createTestHook(given)), code).toEqual([status, code]);
  }
});

test("a partner's key can see only that partner's hooks, and a webhook whose dialect is not `fineract` is not a hook", async () => {
  const partners = await ensurePartners(scope, [
    { name: "One", kind: "partner" },
    { name: "Other", kind: "partner" },
  ]);
  const partner = (name: "One" | "Other") =>
    makeScope({
      actor: { kind: "apiKey", id: null, name },
      partnerId: partners.get(name) ?? null,
      permissions: allPermissions,
    });
  const one = partner("One");
  const other = partner("Other");
  const mine = await createTestHook(hookInput(), one);
  expect((await listHooks(one)).map(({ id }) => String(id))).toEqual([mine]);
  expect(await listHooks(other)).toEqual([]);
  const missing = [404, "error.msg.hook.identifier.not.found"];
  expect(await catchRejection(() => getHook(other, mine, true))).toEqual(missing);
  expect(await catchRejection(() => updateTestHook(mine, { isActive: false }, other))).toEqual(missing);
  expect(await catchRejection(() => deleteHook(other, mine))).toEqual(missing);
  const { number } = await makeWebhook({ url: hookUrl });
  expect(await catchRejection(() => getHook(scope, String(number), false))).toEqual(missing);
  for (const id of ["abc", "0", "-1", "1.5", "2147483648", "99999999999999999999", "1e3", ""]) {
    expect(await catchRejection(() => getHook(scope, id, false)), id).toEqual(missing);
  }
  expect(await deleteHook(one, mine)).toBe(Number(mine));
  expect(await catchRejection(() => getHook(scope, mine, false))).toEqual(missing);
});

test("each use case checks its own permission", async () => {
  const reader = makeScope({
    actor: { kind: "apiKey", id: null, name: "Reader" },
    partnerId: null,
    permissions: ["webhooks:read"],
  });
  const nobody = makeScope({ ...reader, permissions: [] });
  const id = await createTestHook(hookInput());
  for (const attempt of [
    () => createTestHook(hookInput(), reader),
    () => updateTestHook(id, {}, reader),
    () => deleteHook(reader, id),
    () => getHook(nobody, id, false),
    () => listHooks(nobody),
    () => buildHookTemplateResponse(nobody),
  ]) {
    await expect(attempt()).rejects.toThrow(Forbidden);
  }
});
