import { expect, test } from "vitest";
import type { WebhookView } from "../../webhooks/schema";
import { hideConfigSecrets, readConfig, settingError, toConfigFields } from "./config-fields";

const url = "https://yourapp.example.com/webhooks/embrc";
const webhook = {
  url,
  retryDelays: [60, 300, 900, 3_600, 14_400],
  timeoutSeconds: 15,
  options: { contentType: "json", signature: true },
  authentication: null,
} as unknown as WebhookView;
const requiredFields: [string, string][] = [
  ["Content Type", "json"],
  ["Payload URL", url],
];
const read = (more: [string, string][], before: WebhookView | null = null) => {
  const result = readConfig(Object.fromEntries([...requiredFields, ...more]), before);
  if (!result.ok) throw new Error(JSON.stringify(result.errors));
  return result;
};

test("a hook with default settings has only Fineract's two fields, in Fineract's order", () => {
  expect(toConfigFields(webhook)).toEqual([
    { fieldName: "Content Type", fieldValue: "json" },
    { fieldName: "Payload URL", fieldValue: url },
  ]);
});

test("Hookledger's own fields come after Payload URL, because clients read fields by index", () => {
  const config = toConfigFields({
    ...webhook,
    retryDelays: [10, 20],
    timeoutSeconds: 5,
    options: { contentType: "form", signature: false },
    authentication: { kind: "jwt", secret: "********", issuer: "us", lifetimeSeconds: 300 },
  });
  expect(config.map(({ fieldName, fieldValue }) => `${fieldName}=${fieldValue}`)).toEqual([
    "Content Type=form",
    `Payload URL=${url}`,
    "Receiver Authentication=jwt",
    "Receiver JWT Issuer=us",
    "Receiver JWT Lifetime=300",
    "Receiver JWT Secret=********",
    "Retries=2",
    "Retry Delays=10, 20",
    "Signature=off",
    "Timeout Seconds=5",
  ]);
});

test("field names are case-insensitive, and unknown fields are ignored", () => {
  const result = readConfig({ "content type": "JSON", "PAYLOAD URL": url, "SMS Provider": "x" }, null);
  expect(result).toEqual({ ok: true, settings: { url }, options: { contentType: "json" } });
});

test("a config can be an object or an array, and is echoed in the form in which it was sent, without secrets", () => {
  const object = { "Content Type": "json", "Payload URL": url, Retries: 2, "receiver token": "secret" };
  const array = Object.entries(object).map(([fieldName, fieldValue]) => ({ fieldName, fieldValue }));
  expect(readConfig(array, null)).toEqual(readConfig(object, null));
  const hidden = { ...object, "receiver token": "********" };
  expect(JSON.stringify(hideConfigSecrets(object))).toBe(JSON.stringify(hidden));
  expect(hideConfigSecrets(array)).toEqual(
    Object.entries(hidden).map(([fieldName, fieldValue]) => ({ fieldName, fieldValue })),
  );
  for (const name of ["Receiver Password", "Receiver Key", "Receiver JWT Secret", "Signing Key"])
    expect(hideConfigSecrets({ [name]: "secret", x: null })).toEqual({ [name]: "********", x: null });
});

test('"Retries" sets the number of retries, and "Retry Delays" sets their delays', () => {
  expect(read([["Retries", "2"]]).settings.retryDelays).toEqual([60, 300]);
  expect(read([["Retries", "0"]]).settings.retryDelays).toEqual([]);
  expect(read([["Retry Delays", "1, 2"]]).settings.retryDelays).toEqual([1, 2]);
  expect(
    read([
      ["Retries", "4"],
      ["Retry Delays", "1,2"],
    ]).settings.retryDelays,
  ).toEqual([1, 2, 2, 2]);
  expect(read([["Retries", "7"]]).settings.retryDelays).toEqual([60, 300, 900, 3600, 14400, 14400, 14400]);
  expect(read([["Retries", "1"]], { ...webhook, retryDelays: [5, 6] }).settings.retryDelays).toEqual([5]);
  for (const invalidRetries of ["x", "-1", "1.5", "1e9", "21"]) {
    const config = { "Content Type": "json", "Payload URL": url, Retries: invalidRetries };
    const errors = [{ parameterName: "Retries", message: expect.stringContaining("from 0 to 20") }];
    expect(readConfig(config, null), invalidRetries).toMatchObject({ ok: false, errors });
  }
});

test('each kind of receiver authentication can be set, "none" removes it, and omitted fields keep their values', () => {
  const readKind = (name: string, ...more: [string, string][]) =>
    read([["Receiver Authentication", name], ...more]).settings.authentication;
  expect(readKind("Basic", ["Receiver User Name", "u"], ["Receiver Password", "p"])).toEqual({
    ...{ kind: "basic", username: "u", password: "p" },
  });
  expect(readKind("API key", ["Receiver Key", "k"])).toEqual({
    kind: "apiKey",
    header: "X-API-Key",
    value: "k",
  });
  expect(readKind("bearer", ["Receiver Token", "t"])).toEqual({ kind: "bearer", token: "t" });
  expect(readKind("JWT", ["Receiver JWT Secret", "s"], ["Receiver JWT Lifetime", "60"])).toEqual({
    ...{ kind: "jwt", secret: "s", lifetimeSeconds: 60 },
  });
  expect(readKind("none")).toBeNull();
  const before = { ...webhook, authentication: { kind: "basic", username: "u", password: "********" } };
  expect(read([], before).settings).not.toHaveProperty("authentication");
  expect(read([["Receiver User Name", "v"]], before).settings.authentication).toEqual({
    ...{ kind: "basic", username: "v", password: "********" },
  });
});

test("missing and invalid fields cause errors with Fineract's codes", () => {
  const listErrorCodes = (fields: [string, string][]) => {
    const result = readConfig(Object.fromEntries(fields), null);
    return result.ok ? [] : result.errors.map(({ code }) => code);
  };
  const missingFieldCode = "validation.msg.hook.required.config.field.not.provided";
  expect(listErrorCodes([])).toEqual([missingFieldCode, missingFieldCode]);
  expect(listErrorCodes([["Content Type", "json"]])).toEqual([missingFieldCode]);
  expect(listErrorCodes([["Content Type", "xml"], requiredFields[1] as [string, string]])).toEqual([
    "validation.msg.hook.content.type.must.be.json.or.form",
  ]);
  expect(listErrorCodes([...requiredFields, ["Signature", "maybe"]])).toEqual([
    "validation.msg.hook.signature.must.be.on.or.off",
  ]);
  expect(settingError("url", "No.")).toMatchObject({
    code: "validation.msg.hook.url.invalid",
    parameterName: "Payload URL",
  });
  expect(settingError("triggers.1", "No.")).toMatchObject({ parameterName: "events[1]" });
  expect(settingError("authentication.password", "No.")).toMatchObject({
    code: "validation.msg.hook.receiver.password.invalid",
    parameterName: "Receiver Password",
  });
});
