import { createHmac, timingSafeEqual } from "node:crypto";
import { z } from "zod";
import { recordAudit } from "../audit/record-audit";
import { prisma } from "../db";
import { env } from "../env";
import { newId } from "../ids";
import { administratorRoleId } from "../scope/permissions";
import { systemScope } from "../scope/system-scope";
import { hashPassword } from "../sign-in/passwords";
import { type FieldErrors, fieldErrors, newUserSchema } from "./schema";

export type FirstAdministratorResult =
  | { ok: true }
  | { ok: false; reason: "invalid"; errors: FieldErrors }
  /** There is a user: who is in lets others in. */
  | { ok: false; reason: "done" };

const inputSchema = z
  .object({
    ...newUserSchema.pick({ email: true, name: true, password: true }).shape,
    code: z.string().max(100).refine(isSetUpCode, "The code does not match the one that npm start printed."),
    repeated: z.string(),
  })
  .refine(({ password, repeated }) => password === repeated, {
    path: ["repeated"],
    message: "The passwords do not match.",
    // Beside what is wrong elsewhere, in one go.
    when: () => true,
  });

/** Whether nobody can sign in because there has never been a user. */
export async function needsSetUp(): Promise<boolean> {
  return (await prisma().user.findFirst({ select: { id: true } })) === null;
}

const letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/**
 * The code that proves to the set-up page that one can read what the server prints: XXXX-XXXX-XXXX-XXXX, 80 bits in
 * Crockford's base 32. It comes from NEXTAUTH_SECRET, so nothing is kept; it is of no use once there is a user.
 */
export function setUpCode(): string {
  const bytes = createHmac("sha256", env().NEXTAUTH_SECRET).update("hookledger set-up").digest();
  const code = Array.from(bytes.subarray(0, 16), (byte) => letters[byte % letters.length]).join("");
  return code.match(/.{4}/g)?.join("-") ?? code;
}

/** Hyphens, spaces and case are no matter; nor are the letters that Crockford reads as digits. */
function isSetUpCode(given: string): boolean {
  const plain = (text: string) =>
    Buffer.from(text.toUpperCase().replace(/[\s-]/g, "").replace(/[IL]/g, "1").replaceAll("O", "0"));
  const [wanted, got] = [plain(setUpCode()), plain(given)];
  return wanted.length === got.length && timingSafeEqual(wanted, got);
}

/**
 * Makes the very first person, an administrator of the lender, audited; only with the set-up code and only while there
 * is no user at all. Takes no scope, because nobody can have one yet. Two at once take turns, and one of them is late.
 */
export async function createFirstAdministrator(
  input: z.input<typeof inputSchema>,
): Promise<FirstAdministratorResult> {
  // Hashing is dear: not for who is late.
  if (!(await needsSetUp())) return { ok: false, reason: "done" };
  const parsed = inputSchema.safeParse(input);
  if (!parsed.success) return { ok: false, reason: "invalid", errors: fieldErrors(parsed.error) };
  const { email, name, password } = parsed.data;
  const user = {
    id: newId(),
    email,
    name,
    roleId: administratorRoleId,
    passwordHash: await hashPassword(password),
  };
  return prisma().$transaction(async (db): Promise<FirstAdministratorResult> => {
    await db.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('hookledger set-up'))`;
    if ((await db.user.count()) > 0) return { ok: false, reason: "done" };
    await db.user.create({ data: user });
    await recordAudit(db, systemScope("Set-up page"), {
      action: "user.created",
      targetId: user.id,
      details: { email, name, roleId: user.roleId },
    });
    return { ok: true };
  });
}
