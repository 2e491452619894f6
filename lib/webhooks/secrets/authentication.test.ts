import { jwtVerify } from "jose";
import { expect, test } from "vitest";
import { authenticationHeaderValue, hideSecret, restoreSavedSecret } from "./authentication";

const secret = "a secret of at least thirty-two characters";
const now = new Date("2026-11-21T09:00:00Z");

// The example of RFC 7617, section 2.
test('basic authentication is "username:password" in base64', async () => {
  const value = await authenticationHeaderValue(
    { kind: "basic", username: "Aladdin", password: "open sesame" },
    now,
  );
  expect(value).toBe("Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==");
});

test("a JWT can be verified with its secret, has the configured claims and expires after its lifetime", async () => {
  const authentication = {
    kind: "jwt" as const,
    secret,
    issuer: "hookledger",
    audience: "core",
    lifetimeSeconds: 60,
  };
  const token = (await authenticationHeaderValue(authentication, now)).replace(/^Bearer /, "");
  const verify = (currentDate: Date, key = secret) =>
    jwtVerify(token, new TextEncoder().encode(key), {
      issuer: "hookledger",
      audience: "core",
      algorithms: ["HS256"],
      currentDate,
    });
  const { payload } = await verify(now);
  expect(payload.exp).toBe(now.getTime() / 1_000 + 60);
  expect(payload.sub).toBeUndefined();
  await expect(verify(new Date(now.getTime() + 61_000))).rejects.toThrow("exp");
  await expect(verify(now, `${secret}!`)).rejects.toThrow("signature");
});

test("each JWT has a unique id", async () => {
  const createJwt = () => authenticationHeaderValue({ kind: "jwt", secret, lifetimeSeconds: 60 }, now);
  expect(await createJwt()).not.toBe(await createJwt());
});

test("the displayed authentication has no secret; sending it back keeps the saved secret", () => {
  const saved = { kind: "apiKey" as const, header: "X-Api-Key", value: "s3cret" };
  const hidden = hideSecret(saved);
  expect(JSON.stringify(hidden)).not.toContain("s3cret");
  expect(restoreSavedSecret({ ...saved, ...hidden } as typeof saved, saved)).toEqual(saved);
  expect(restoreSavedSecret({ kind: "bearer", token: "********" }, saved)).toBeUndefined();
  expect(restoreSavedSecret({ ...saved, value: "new" }, saved)).toEqual({ ...saved, value: "new" });
});
