import { parseOptions } from "@node-rs/argon2";
import { expect, test } from "vitest";
import { dummyHash, hashPassword, verifyPassword } from "./passwords";

test("a hash matches only its own password, and two hashes of one password differ", async () => {
  const hash = await hashPassword("correct horse battery");
  expect(await verifyPassword(hash, "correct horse battery")).toBe(true);
  expect(await verifyPassword(hash, "correct horse batterY")).toBe(false);
  expect(await hashPassword("correct horse battery")).not.toBe(hash);
});

test("without a hash no password matches, but verifying takes as much work as with a hash", async () => {
  expect(await verifyPassword(null, "correct horse battery")).toBe(false);
  expect(parseOptions(dummyHash)).toEqual(parseOptions(await hashPassword("x")));
});

test("a malformed stored hash is an error, not a wrong password", async () => {
  await expect(verifyPassword("plain text", "plain text")).rejects.toThrow();
});
