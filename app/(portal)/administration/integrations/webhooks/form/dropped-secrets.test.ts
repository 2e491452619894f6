import { expect, test } from "vitest";
import { noAuthentication } from "./authentication-values";
import { findDroppedSecrets, hasReceiverChanged, omitDroppedSecrets } from "./dropped-secrets";
import { type FormValues, toPreviewInput, toTestInput, toUpdateInput } from "./form-values";
import { newFormValues } from "./new-webhook-values";

const saved: FormValues = {
  ...newFormValues(),
  url: "https://receiver.example/hooks",
  headers: [
    { row: 0, name: "Authorization", value: "", saved: true },
    { row: 1, name: "X-Tenant", value: "", saved: true },
  ],
  authentication: { kind: "bearer", savedKind: "bearer", fields: {} },
};
const moved = { ...saved, url: "https://other.example/hooks" };

test("a different path, an explicit default port or an incomplete URL does not count as a change of receiver", () => {
  for (const url of ["https://receiver.example:443/new", "https://RECEIVER.example/", "https://", ""]) {
    expect(hasReceiverChanged({ url }, saved), url).toBe(false);
    expect(findDroppedSecrets({ ...saved, url }, saved)).toEqual({ headers: [], authentication: false });
  }
});

test("a different scheme, host or port drops every secret that is not typed again", () => {
  for (const url of [moved.url, "http://receiver.example/hooks", "https://receiver.example:444/hooks"]) {
    expect(findDroppedSecrets({ ...saved, url }, saved), url).toEqual({
      headers: ["Authorization", "X-Tenant"],
      authentication: true,
    });
  }
  const [first, second] = saved.headers as [FormValues["headers"][0], FormValues["headers"][0]];
  const typed = {
    ...moved,
    headers: [{ ...first, value: "anew" }, second],
    authentication: { ...saved.authentication, fields: { token: "anew" } },
  };
  expect(findDroppedSecrets(typed, saved)).toEqual({ headers: ["X-Tenant"], authentication: false });
  expect(omitDroppedSecrets(typed, saved).headers.map(({ name }) => name)).toEqual(["Authorization"]);
  expect(omitDroppedSecrets(moved, saved).authentication).toEqual(noAuthentication);
});

test("dropped secrets are neither sent when saving or testing nor shown in the preview", () => {
  expect(toUpdateInput(moved, saved)).toEqual({ url: moved.url });
  expect(toTestInput(moved, saved, "id", "X")).not.toHaveProperty("authentication");
  expect(toTestInput(saved, saved, "id", "X")).toHaveProperty("authentication");
  expect(toPreviewInput(moved, saved, "X", null)).toMatchObject({ headers: {}, authentication: null });
});

test("a new webhook's receiver does not count as changed", () => {
  expect(hasReceiverChanged(moved, { url: "" })).toBe(false);
});
