import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { demoUsers } from "@/demo/users";
import { prisma } from "@/lib/db";
import { useDatabase } from "@/testing/database";

useDatabase();

/** Runs the seed as every start does and returns its "sign-in:" lines. */
async function runSeed(settings: Record<string, string>): Promise<string[]> {
  const { stdout } = await promisify(execFile)(process.execPath, ["--import", "tsx", "prisma/seed.ts"], {
    cwd: `${import.meta.dirname}/..`,
    env: { ...process.env, ...settings },
  });
  return stdout.split("\n").filter((line) => line.startsWith("sign-in:"));
}

const findDisabledEmails = async () => {
  const where = { disabledAt: { not: null } };
  const users = await prisma().user.findMany({ where, select: { email: true } });
  return users.map(({ email }) => email).sort();
};

test("with another administrator, turning the demo off disables the demo users and turning it on enables them again", async () => {
  const emails = demoUsers.map(({ email }) => email);
  await runSeed({ HOOKLEDGER_DEMO: "1" });
  const off = {
    HOOKLEDGER_DEMO: "0",
    HOOKLEDGER_ADMIN_EMAIL: "ada@bank.example",
    HOOKLEDGER_ADMIN_PASSWORD: "correct horse battery",
  };

  expect(await runSeed(off)).toEqual([
    `sign-in: The demo is off. Its users, whose passwords are public, are now disabled: ${emails.join(", ")}`,
  ]);
  expect(await findDisabledEmails()).toEqual(emails.toSorted());
  expect(await runSeed(off)).toEqual([]);

  expect(await runSeed({ HOOKLEDGER_DEMO: "1" })).toHaveLength(emails.length);
  expect(await findDisabledEmails()).toEqual([]);
}, 120_000);
