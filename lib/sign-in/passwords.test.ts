import { parseOptions } from "@node-rs/argon2";
import { expect, test } from "vitest";
import { dummyHash, hashPassword, verifyPassword } from "./passwords";

test("a password fits its own hash only, and no two hashes are alike", async () => {
  const hash = await hashPassword("correct horse battery");
  expect(await verifyPassword(hash, "correct horse battery")).toBe(true);
  expect(await verifyPassword(hash, "correct horse batterY")).toBe(false);
  expect(await hashPassword("correct horse battery")).not.toBe(hash);
});

test("without a hash no password fits, after the same work", async () => {
  expect(await verifyPassword(null, "correct horse battery")).toBe(false);
  expect(parseOptions(dummyHash)).toEqual(parseOptions(await hashPassword("x")));
});

test("a stored hash that is none is a fault, not a wrong password", async () => {
  await expect(verifyPassword("plain text", "plain text")).rejects.toThrow();
});
