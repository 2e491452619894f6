import { expect, test } from "vitest";
import { deviceLifetimeSeconds, recognizeDevice, renewDeviceCookie } from "./recognize-device";

const now = new Date("2026-03-02T09:00:00Z");
const makeUser = (digit: number, passwordHash = "$argon2id$one") => ({
  id: `00000000-0000-7000-8000-00000000000${digit}`,
  passwordHash,
});
const ann = makeUser(1);

test("a browser is recognized for the user who signed in with it; each sign-in gives the browser a new ID", () => {
  const cookie = renewDeviceCookie(null, ann, now);
  const id = recognizeDevice(cookie, ann, now);
  expect(id).toMatch(/^[\w-]{16}$/);
  expect(recognizeDevice(cookie, makeUser(2), now)).toBeNull();
  const next = renewDeviceCookie(cookie, ann, now);
  expect(next.split("~")).toHaveLength(1);
  expect(recognizeDevice(next, ann, now)).not.toBe(id);
});

test("the cookie is invalid after the password changes, and after half a year", () => {
  const cookie = renewDeviceCookie(null, ann, now);
  expect(recognizeDevice(cookie, { ...ann, passwordHash: "$argon2id$two" }, now)).toBeNull();
  const later = (seconds: number) => new Date(now.getTime() + seconds * 1_000);
  expect(recognizeDevice(cookie, ann, later(deviceLifetimeSeconds - 1))).not.toBeNull();
  expect(recognizeDevice(cookie, ann, later(deviceLifetimeSeconds))).toBeNull();
});

test("a browser is recognized for the last five users who signed in with it", () => {
  let cookie = "";
  const users = [1, 2, 3, 4, 5, 6].map((digit) => makeUser(digit));
  for (const user of users) cookie = renewDeviceCookie(cookie, user, now);
  expect(users.map((user) => recognizeDevice(cookie, user, now) !== null)).toEqual([
    false,
    true,
    true,
    true,
    true,
    true,
  ]);
  expect(cookie.length).toBeLessThan(600);
});

test("no part of the cookie can be changed or reused for another user", () => {
  const cookie = renewDeviceCookie(null, ann, now);
  const [, issued = "", id = "", proof = ""] = cookie.split(".");
  const other = renewDeviceCookie(null, makeUser(2), now).split(".");
  for (const forged of [
    [ann.id, issued, id, other[3]],
    [ann.id, "zzzzzz", id, proof],
    [ann.id, issued, other[2], proof],
    [makeUser(2).id, issued, id, proof],
    [ann.id, issued, id, proof.slice(1)],
  ]) {
    expect(recognizeDevice(forged.join("."), ann, now), forged.join(".")).toBeNull();
    expect(recognizeDevice(forged.join("."), makeUser(2), now)).toBeNull();
  }
});

test.each([null, "", "~~~", "x".repeat(100_000), "\u0000", `${ann.id}.1.2.3`])(
  "%j is not a proof, and is not kept in the next cookie",
  (cookie) => {
    expect(recognizeDevice(cookie, ann, now)).toBeNull();
    expect(renewDeviceCookie(cookie, ann, now).split("~")).toHaveLength(1);
  },
);
