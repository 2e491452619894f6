import { beforeAll, expect, test } from "vitest";
import { ensurePartners } from "@/lib/partners/ensure-partners";
import { useDatabase } from "@/testing/database";
import {
  buildHookConfig,
  buildHookInput,
  createTestHook,
  hookUrl,
  updateTestHook,
} from "@/testing/fineract-hooks";
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

/** Returns the status and codes of the FineractError that `call` throws. */
async function catchRejection(call: () => Promise<unknown>) {
  const error = await call().then(
    () => "accepted",
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof FineractError)) throw new Error(String(error));
  return [error.status, ...error.errors.map(({ code }) => code)];
}

test("invalid hooks are rejected with Fineract's codes", async () => {
  const emptyEventsCode = "validation.msg.hook.registered.events.cannot.be.empty";
  const blankNameCode = "validation.msg.hook.name.cannot.be.blank";
  const cases: [unknown, number, string][] = [
    [buildHookInput({ events: [] }), 400, emptyEventsCode],
    [buildHookInput({ events: undefined }), 400, emptyEventsCode],
    [buildHookInput({ name: " " }), 400, blankNameCode],
    [buildHookInput({ name: undefined }), 400, blankNameCode],
    [buildHookInput({ name: "n".repeat(101) }), 400, "validation.msg.hook.name.exceeds.max.length"],
    [buildHookInput({ partnerId: "x" }), 400, "error.msg.parameter.unsupported"],
    [buildHookInput({ templateId: 0 }), 400, "validation.msg.hook.templateId.not.greater.than.zero"],
    [buildHookInput({ isActive: "perhaps" }), 400, "validation.msg.hook.isActive.invalid"],
    [buildHookInput({ displayName: "a\u0000b" }), 400, "validation.msg.hook.displayName.invalid"],
    [buildHookInput({ config: "text" }), 400, "validation.msg.hook.config.invalid"],
    [buildHookInput({ name: "SMS Bridge" }), 404, "error.msg.template.not.found"],
    [
      buildHookInput({ config: buildHookConfig({ "Content Type": "xml" }) }),
      400,
      "validation.msg.hook.content.type.must.be.json.or.form",
    ],
    [
      buildHookInput({ config: buildHookConfig({ "Payload URL": "" }) }),
      400,
      "validation.msg.hook.required.config.field.not.provided",
    ],
    [
      buildHookInput({ config: buildHookConfig({ "Payload URL": "http://10.0.0.1/" }) }),
      400,
      "validation.msg.hook.url.invalid",
    ],
    [
      buildHookInput({ config: buildHookConfig({ Retries: "many" }) }),
      400,
      "validation.msg.hook.retries.invalid",
    ],
    [
      buildHookInput({ config: buildHookConfig({ "Signing Key": "short" }) }),
      400,
      "validation.msg.hook.signing.key.invalid",
    ],
    [
      buildHookInput({ config: buildHookConfig({ "Receiver Authentication": "magic" }) }),
      400,
      "validation.msg.hook.receiver.authentication.invalid",
    ],
    [
      buildHookInput({ events: [{ entityName: "NO", actionName: "SUCH" }] }),
      400,
      "validation.msg.hook.event.not.found",
    ],
  ];
  for (const [given, status, code] of cases) {
    expect(await catchRejection(() => createTestHook(given)), code).toEqual([status, code]);
  }
});

// The arguments of DataValidatorBuilder and ApiParameterError, as Jackson writes them: without a value that is null.
test("errors have Fineract's arguments", async () => {
  const longName = "n".repeat(101);
  const rule = [{}, { value: [] }];
  const cases: [string, Record<string, unknown>, unknown[]][] = [
    ["name", { name: " " }, [{}]],
    ["name", { name: longName }, [{ value: 100 }, { value: longName }]],
    ["templateId", { templateId: -1 }, [{ value: -1 }, { value: 0 }]],
    ["partnerId", { partnerId: "x" }, [{ value: "partnerId" }]],
    ["events", { events: [] }, rule],
    ["Content Type", { config: buildHookConfig({ "Content Type": "xml" }) }, rule],
    ["Payload URL", { config: { "Content Type": "json" } }, [{ value: "Payload URL" }, { value: [] }]],
    ["Payload URL", { config: buildHookConfig({ "Payload URL": "http://10.0.0.1/" }) }, rule],
    ["id", { name: "SMS Bridge" }, [{ value: "SMS Bridge" }]],
  ];
  for (const [parameterName, fields, args] of cases) {
    const error = await createTestHook(buildHookInput(fields)).catch((thrown: unknown) => thrown);
    if (!(error instanceof FineractError)) throw new Error(String(error));
    const [only, ...others] = JSON.parse(String(error.toResponse("r").body)).errors;
    expect([only.parameterName, only.args, others], JSON.stringify(fields)).toEqual([
      parameterName,
      args,
      [],
    ]);
  }
  const notFound = await getHook(scope, "2147483647", false).catch((thrown: unknown) => thrown);
  expect(notFound).toMatchObject({ errors: [{ args: [2147483647] }] });
});

test("a partner's key can see only that partner's hooks, and a webhook whose dialect is not `fineract` is not a hook", async () => {
  const partners = await ensurePartners(scope, [
    { name: "One", kind: "partner" },
    { name: "Other", kind: "partner" },
  ]);
  const makePartnerScope = (name: "One" | "Other") =>
    makeScope({
      actor: { kind: "apiKey", id: null, name },
      partnerId: partners.get(name) ?? null,
      permissions: allPermissions,
    });
  const onePartner = makePartnerScope("One");
  const otherPartner = makePartnerScope("Other");
  const ownHookId = await createTestHook(buildHookInput(), onePartner);
  expect((await listHooks(onePartner)).map(({ id }) => String(id))).toEqual([ownHookId]);
  expect(await listHooks(otherPartner)).toEqual([]);
  const notFoundError = [404, "error.msg.hook.identifier.not.found"];
  expect(await catchRejection(() => getHook(otherPartner, ownHookId, true))).toEqual(notFoundError);
  expect(await catchRejection(() => updateTestHook(ownHookId, { isActive: false }, otherPartner))).toEqual(
    notFoundError,
  );
  expect(await catchRejection(() => deleteHook(otherPartner, ownHookId))).toEqual(notFoundError);
  const { number } = await makeWebhook({ url: hookUrl });
  expect(await catchRejection(() => getHook(scope, String(number), false))).toEqual(notFoundError);
  for (const id of ["abc", "0", "-1", "1.5", "2147483648", "99999999999999999999", "1e3", ""]) {
    expect(await catchRejection(() => getHook(scope, id, false)), id).toEqual(notFoundError);
  }
  expect(await deleteHook(onePartner, ownHookId)).toBe(Number(ownHookId));
  expect(await catchRejection(() => getHook(scope, ownHookId, false))).toEqual(notFoundError);
});

test("each use case checks its own permission", async () => {
  const reader = makeScope({
    actor: { kind: "apiKey", id: null, name: "Reader" },
    partnerId: null,
    permissions: ["webhooks:read"],
  });
  const nobody = makeScope({ ...reader, permissions: [] });
  const id = await createTestHook(buildHookInput());
  for (const call of [
    () => createTestHook(buildHookInput(), reader),
    () => updateTestHook(id, {}, reader),
    () => deleteHook(reader, id),
    () => getHook(nobody, id, false),
    () => listHooks(nobody),
    () => buildHookTemplateResponse(nobody),
  ]) {
    await expect(call()).rejects.toThrow(Forbidden);
  }
});
