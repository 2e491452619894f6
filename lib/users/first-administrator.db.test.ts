import { beforeAll, expect, test } from "vitest";
import { useDatabase } from "@/testing/database";
import { prisma } from "../db";
import { signInWithPassword } from "../sign-in/sign-in-with-password";
import { ensureRoles } from "./ensure-roles";
import { createFirstAdministrator, deriveSetUpCode, needsSetUp } from "./first-administrator";

useDatabase();
beforeAll(ensureRoles);

const password = "correct horse battery";
const makeInput = (email: string) => ({
  code: deriveSetUpCode(),
  name: "Ada",
  email,
  password,
  repeated: password,
});

test("creating the first administrator requires the code and a valid password entered twice; all errors are reported together", async () => {
  const input = { ...makeInput("nobody"), code: "0000-0000-0000-0000", password: "short", repeated: "other" };
  const rejected = await createFirstAdministrator(input);
  expect(rejected).toMatchObject({ ok: false, reason: "invalid" });
  const errors = "errors" in rejected ? Object.keys(rejected.errors).sort() : [];
  expect(errors).toEqual(["code", "email", "password", "repeated"]);
  expect(await needsSetUp()).toBe(true);
});

test("ten concurrent calls create one administrator, who can sign in; the creation is audited and cannot be repeated", async () => {
  const code = deriveSetUpCode().toLowerCase().replaceAll("-", " ");
  const emails = Array.from({ length: 10 }, (_, index) => `first${index}@bank.example`);
  const results = await Promise.all(
    emails.map((email) => createFirstAdministrator({ ...makeInput(email), code })),
  );
  expect(results.filter(({ ok }) => ok)).toHaveLength(1);
  expect(results.filter((result) => !result.ok && result.reason === "done")).toHaveLength(9);
  const [user, ...others] = await prisma().user.findMany();
  expect(others).toEqual([]);
  expect(user).toMatchObject({ roleId: "administrator", partnerId: null });
  const email = user?.email ?? "";
  expect(
    await signInWithPassword({ email, password, ip: null, userAgent: null, device: null }),
  ).toMatchObject({
    ok: true,
  });
  expect(await prisma().auditEntry.count({ where: { action: "user.created", targetId: user?.id } })).toBe(1);
  expect(await createFirstAdministrator(makeInput("late@bank.example"))).toEqual({
    ok: false,
    reason: "done",
  });
  expect(await needsSetUp()).toBe(false);
});
