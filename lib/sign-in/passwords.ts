import { hash, type Options, verify } from "@node-rs/argon2";

/**
 * argon2id with 19 MiB, 2 passes, 1 lane: OWASP Password Storage Cheat Sheet, first choice.
 * (2 is Algorithm.Argon2id, a const enum that isolatedModules cannot read.)
 */
const hashOptions: Options = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/**
 * The hash of 32 random bytes, which were discarded, with the options above. Passwords of unknown users are checked against it,
 * so that the response takes the same time. A test checks that its parameters are those of the options.
 */
export const dummyHash =
  "$argon2id$v=19$m=19456,t=2,p=1$+tuGtQxLTDFVEX9FizDGQQ$Ys6vqRo/6IWlefj28gYzt44Wyah7+ZBKcrvT9JUyols";

/** Hashes a password. Returns the PHC string to store. */
export function hashPassword(password: string): Promise<string> {
  return hash(password, hashOptions);
}

/**
 * Whether the password matches the hash. Without a hash (unknown user) it takes the same time and returns false. Throws when
 * the stored hash is not a PHC string: that is a bug, not a wrong password.
 */
export async function verifyPassword(passwordHash: string | null, password: string): Promise<boolean> {
  const matches = await verify(passwordHash ?? dummyHash, password);
  return matches && passwordHash !== null;
}
