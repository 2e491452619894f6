import { createHmac, timingSafeEqual } from "node:crypto";
import { z } from "zod";
import { recordAudit } from "../audit/record-audit";
import { prisma } from "../db";
import { env } from "../env";
import { newId } from "../ids";
import { administratorRoleId } from "../scope/permissions";
import { systemScope } from "../scope/system-scope";
import { hashPassword } from "../sign-in/passwords";
import { collectFieldErrors, type FieldErrors, newUserSchema } from "./schema";

export type FirstAdministratorResult =
  | { ok: true }
  | { ok: false; reason: "invalid"; errors: FieldErrors }
  /** There is a user already; administrators create all further users in the portal. */
  | { ok: false; reason: "done" };

const inputSchema = z
  .object({
    ...newUserSchema.pick({ email: true, name: true, password: true }).shape,
    code: z
      .string()
      .max(100)
      .refine(matchesSetUpCode, "The code does not match the one that npm start printed."),
    repeated: z.string(),
  })
  .refine(({ password, repeated }) => password === repeated, {
    path: ["repeated"],
    message: "The passwords do not match.",
    // Checked even if other fields are invalid, so that all errors are reported together.
    when: () => true,
  });

/** Whether the installation has no user yet. */
export async function needsSetUp(): Promise<boolean> {
  return (await prisma().user.findFirst({ select: { id: true } })) === null;
}

const setUpCodeAlphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/**
 * Returns the code that proves access to the server's output: XXXX-XXXX-XXXX-XXXX, 80 bits in Crockford's base 32. It is derived
 * from NEXTAUTH_SECRET, so nothing is stored, and it is useless once there is a user.
 */
export function deriveSetUpCode(): string {
  const bytes = createHmac("sha256", env().NEXTAUTH_SECRET).update("hookledger set-up").digest();
  const code = Array.from(
    bytes.subarray(0, 16),
    (byte) => setUpCodeAlphabet[byte % setUpCodeAlphabet.length],
  ).join("");
  return code.match(/.{4}/g)?.join("-") ?? code;
}

/** Compares a code with the set-up code. Ignores hyphens, spaces and case, and reads I, L and O as digits, as Crockford does. */
function matchesSetUpCode(given: string): boolean {
  const normalize = (text: string) =>
    Buffer.from(text.toUpperCase().replace(/[\s-]/g, "").replace(/[IL]/g, "1").replaceAll("O", "0"));
  const [expected, actual] = [normalize(deriveSetUpCode()), normalize(given)];
  return expected.length === actual.length && timingSafeEqual(expected, actual);
}

/**
 * Creates the first user, an administrator of the lender; audited. Needs the set-up code, and works only while there is no
 * user. Takes no scope, because none can exist yet. If two calls are concurrent, one creates the user and the other gets "done".
 */
export async function createFirstAdministrator(
  input: z.input<typeof inputSchema>,
): Promise<FirstAdministratorResult> {
  // Checked first, because hashing is expensive.
  if (!(await needsSetUp())) return { ok: false, reason: "done" };
  const parsed = inputSchema.safeParse(input);
  if (!parsed.success) return { ok: false, reason: "invalid", errors: collectFieldErrors(parsed.error) };
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
