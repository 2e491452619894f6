import { expect, test } from "vitest";
import { noSignIn } from "./authentication-values";
import { isMoved, leftBehind, withoutLeftBehind } from "./dropped-secrets";
import { type FormValues, previewInput, testInput, updateInput } from "./form-values";
import { newValues } from "./new-values";

const saved: FormValues = {
  ...newValues(),
  url: "https://receiver.example/hooks",
  headers: [
    { row: 0, name: "Authorization", value: "", saved: true },
    { row: 1, name: "X-Tenant", value: "", saved: true },
  ],
  signIn: { kind: "bearer", savedKind: "bearer", fields: {} },
};
const moved = { ...saved, url: "https://other.example/hooks" };

test("another path, or the default port, is the same receiver; what is half typed is none yet", () => {
  for (const url of ["https://receiver.example:443/new", "https://RECEIVER.example/", "https://", ""]) {
    expect(isMoved({ url }, saved), url).toBe(false);
    expect(leftBehind({ ...saved, url }, saved)).toEqual({ headers: [], signIn: false });
  }
});

test("another scheme, host or port leaves behind every secret that is not typed again", () => {
  for (const url of [moved.url, "http://receiver.example/hooks", "https://receiver.example:444/hooks"]) {
    expect(leftBehind({ ...saved, url }, saved), url).toEqual({
      headers: ["Authorization", "X-Tenant"],
      signIn: true,
    });
  }
  const [first, second] = saved.headers as [FormValues["headers"][0], FormValues["headers"][0]];
  const typed = {
    ...moved,
    headers: [{ ...first, value: "anew" }, second],
    signIn: { ...saved.signIn, fields: { token: "anew" } },
  };
  expect(leftBehind(typed, saved)).toEqual({ headers: ["X-Tenant"], signIn: false });
  expect(withoutLeftBehind(typed, saved).headers.map(({ name }) => name)).toEqual(["Authorization"]);
  expect(withoutLeftBehind(moved, saved).signIn).toEqual(noSignIn);
});

test("nothing of it is asked for when saving or testing, nor shown in the preview", () => {
  expect(updateInput(moved, saved)).toEqual({ url: moved.url });
  expect(testInput(moved, saved, "id", "X")).not.toHaveProperty("authentication");
  expect(testInput(saved, saved, "id", "X")).toHaveProperty("authentication");
  expect(previewInput(moved, saved, "X", null)).toMatchObject({ headers: {}, authentication: null });
});

test("a new webhook has no saved receiver", () => {
  expect(isMoved(moved, { url: "" })).toBe(false);
});
