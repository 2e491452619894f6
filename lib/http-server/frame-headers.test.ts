import { afterEach, expect, test, vi } from "vitest";
import { env, resetEnv } from "../env";
import { buildFrameHeaders } from "./frame-headers";

afterEach(() => {
  vi.unstubAllEnvs();
  resetEnv();
});

function allow(origins: string) {
  vi.stubEnv("HOOKLEDGER_EMBED_ORIGINS", origins);
  resetEnv();
}

test("the allowed origins, and nobody without the setting, can frame /embed", () => {
  allow("https://servicing.bank.example, https://*.bank.example:8443,http://localhost:*");
  const headers = buildFrameHeaders("/embed");
  expect(headers).not.toHaveProperty("X-Frame-Options");
  expect(headers["Content-Security-Policy"]).toMatch(
    /; frame-ancestors https:\/\/servicing\.bank\.example https:\/\/\*\.bank\.example:8443 http:\/\/localhost:\*$/,
  );
  allow("");
  expect(buildFrameHeaders("/embed")["Content-Security-Policy"]).toMatch(/; frame-ancestors 'none'$/);
});

test.each([
  "/",
  "/Embed",
  "/EMBED",
  "/embed/",
  "//embed",
  "/embed/x",
  "/embedded",
  "/%65mbed",
  "/api/v1/webhooks",
])("nobody can frame %s", (path) => {
  allow("https://servicing.bank.example");
  expect(buildFrameHeaders(path)).toEqual({ "X-Frame-Options": "DENY" });
});

test.each([
  "*",
  "https:",
  "https://*",
  "servicing.bank.example",
  "https://bank.example/path",
  "https://bank.example;script-src",
  "'self'",
  "https://a.example 'unsafe-inline'",
])("the setting %j is rejected", (origins) => {
  allow(origins);
  expect(() => env()).toThrow("HOOKLEDGER_EMBED_ORIGINS");
});
