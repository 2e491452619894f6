import { beforeAll, expect, test } from "vitest";
import { ensurePartners } from "@/lib/partners/ensure-partners";
import { useDatabase } from "@/testing/database";
import { config, create, hook, hookUrl, update } from "@/testing/hooks";
import { fillCatalogue, makeWebhook, scope } from "@/testing/ledger";
import { allPermissions } from "../../scope/permissions";
import { Forbidden, makeScope } from "../../scope/scope";
import { deleteHook } from "./delete-hook";
import { FineractError } from "./fineract-error";
import { getHook, listHooks } from "./queries";
import { buildHookTemplate } from "./template";

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
    [hook({ events: [] }), 400, empty],
    [hook({ events: undefined }), 400, empty],
    [hook({ name: " " }), 400, blank],
    [hook({ name: undefined }), 400, blank],
    [hook({ name: "n".repeat(101) }), 400, "validation.msg.hook.name.exceeds.max.length"],
    [hook({ partnerId: "x" }), 400, "error.msg.parameter.unsupported"],
    [hook({ templateId: 0 }), 400, "validation.msg.hook.templateId.not.greater.than.zero"],
    [hook({ isActive: "perhaps" }), 400, "validation.msg.hook.isActive.invalid"],
    [hook({ displayName: "a\u0000b" }), 400, "validation.msg.hook.displayName.invalid"],
    [hook({ config: "text" }), 400, "validation.msg.hook.config.invalid"],
    [hook({ name: "SMS Bridge" }), 404, "error.msg.template.not.found"],
    [
      hook({ config: config({ "Content Type": "xml" }) }),
      400,
      "validation.msg.hook.content.type.must.be.json.or.form",
    ],
    [
      hook({ config: config({ "Payload URL": "" }) }),
      400,
      "validation.msg.hook.required.config.field.not.provided",
    ],
    [hook({ config: config({ "Payload URL": "http://10.0.0.1/" }) }), 400, "validation.msg.hook.url.invalid"],
    [hook({ config: config({ Retries: "many" }) }), 400, "validation.msg.hook.retries.invalid"],
    [hook({ config: config({ "Signing Key": "short" }) }), 400, "validation.msg.hook.signing.key.invalid"],
    [
      hook({ config: config({ "Receiver Authentication": "magic" }) }),
      400,
      "validation.msg.hook.receiver.authentication.invalid",
    ],
    [
      hook({ events: [{ entityName: "NO", actionName: "SUCH" }] }),
      400,
      "validation.msg.hook.event.not.found",
    ],
  ];
  for (const [given, status, code] of cases) {
    expect(await catchRejection(() => create(given)), code).toEqual([status, code]);
  }
});

test("a partner's key sees only that partner's hooks, and a webhook with another dialect is not a hook", async () => {
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
  const mine = await create(hook(), one);
  expect((await listHooks(one)).map(({ id }) => String(id))).toEqual([mine]);
  expect(await listHooks(other)).toEqual([]);
  const missing = [404, "error.msg.hook.identifier.not.found"];
  expect(await catchRejection(() => getHook(other, mine, true))).toEqual(missing);
  expect(await catchRejection(() => update(mine, { isActive: false }, other))).toEqual(missing);
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
  const id = await create(hook());
  for (const attempt of [
    () => create(hook(), reader),
    () => update(id, {}, reader),
    () => deleteHook(reader, id),
    () => getHook(nobody, id, false),
    () => listHooks(nobody),
    () => buildHookTemplate(nobody),
  ]) {
    await expect(attempt()).rejects.toThrow(Forbidden);
  }
});
