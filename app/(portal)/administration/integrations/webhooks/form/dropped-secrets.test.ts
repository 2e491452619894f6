import { expect, test } from "vitest";
import { noAuthentication } from "./authentication-values";
import { findDroppedSecrets, hasReceiverChanged, omitDroppedSecrets } from "./dropped-secrets";
import { type FormValues, toPreviewInput, toTestInput, toUpdateInput } from "./form-values";
import { buildNewFormValues } from "./new-webhook-values";

const savedValues: FormValues = {
  ...buildNewFormValues(),
  url: "https://receiver.example/hooks",
  headers: [
    { row: 0, name: "Authorization", value: "", hasSavedValue: true },
    { row: 1, name: "X-Tenant", value: "", hasSavedValue: true },
  ],
  authentication: { kind: "bearer", savedKind: "bearer", fields: {} },
};
const movedValues = { ...savedValues, url: "https://other.example/hooks" };

test("a different path, an explicit default port or an incomplete URL does not count as a change of receiver", () => {
  for (const url of ["https://receiver.example:443/new", "https://RECEIVER.example/", "https://", ""]) {
    expect(hasReceiverChanged({ url }, savedValues), url).toBe(false);
    expect(findDroppedSecrets({ ...savedValues, url }, savedValues)).toEqual({
      headers: [],
      authentication: false,
    });
  }
});

test("a different scheme, host or port drops every secret that is not typed again", () => {
  for (const url of [
    movedValues.url,
    "http://receiver.example/hooks",
    "https://receiver.example:444/hooks",
  ]) {
    expect(findDroppedSecrets({ ...savedValues, url }, savedValues), url).toEqual({
      headers: ["Authorization", "X-Tenant"],
      authentication: true,
    });
  }
  const [first, second] = savedValues.headers as [FormValues["headers"][0], FormValues["headers"][0]];
  const typed = {
    ...movedValues,
    headers: [{ ...first, value: "anew" }, second],
    authentication: { ...savedValues.authentication, fields: { token: "anew" } },
  };
  expect(findDroppedSecrets(typed, savedValues)).toEqual({ headers: ["X-Tenant"], authentication: false });
  expect(omitDroppedSecrets(typed, savedValues).headers.map(({ name }) => name)).toEqual(["Authorization"]);
  expect(omitDroppedSecrets(movedValues, savedValues).authentication).toEqual(noAuthentication);
});

test("dropped secrets are neither sent when saving or testing nor shown in the preview", () => {
  expect(toUpdateInput(movedValues, savedValues)).toEqual({ url: movedValues.url });
  expect(toTestInput(movedValues, savedValues, "id", "X")).not.toHaveProperty("authentication");
  expect(toTestInput(savedValues, savedValues, "id", "X")).toHaveProperty("authentication");
  expect(toPreviewInput(movedValues, savedValues, "X", null)).toMatchObject({
    headers: {},
    authentication: null,
  });
});

test("a new webhook's receiver does not count as changed", () => {
  expect(hasReceiverChanged(movedValues, { url: "" })).toBe(false);
});
