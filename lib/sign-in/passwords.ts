import { hash, type Options, verify } from "@node-rs/argon2";

/**
 * argon2id with 19 MiB, 2 passes, 1 lane: OWASP Password Storage Cheat Sheet, first choice.
 * (2 is Algorithm.Argon2id, a const enum that isolatedModules cannot read.)
 */
const policy: Options = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/**
 * A hash by the policy above of 32 random bytes that nobody kept: what a password is checked against when there is
 * no such user, so that the answer takes the same time. A test keeps its parameters equal to the policy's.
 */
export const dummyHash =
  "$argon2id$v=19$m=19456,t=2,p=1$+tuGtQxLTDFVEX9FizDGQQ$Ys6vqRo/6IWlefj28gYzt44Wyah7+ZBKcrvT9JUyols";

/** The PHC string to store for a password. */
export function hashPassword(password: string): Promise<string> {
  return hash(password, policy);
}

/**
 * Whether the password is the one that was hashed. Without a hash (unknown user) it works just as long and says no.
 * Throws when the stored hash is no PHC string: that is our fault, not a wrong password.
 */
export async function verifyPassword(passwordHash: string | null, password: string): Promise<boolean> {
  const right = await verify(passwordHash ?? dummyHash, password);
  return right && passwordHash !== null;
}
