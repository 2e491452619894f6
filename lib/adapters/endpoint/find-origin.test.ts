import { afterEach, expect, test, vi } from "vitest";
import { resetEnv } from "../../env";
import { findOrigin } from "./find-origin";

afterEach(() => {
  vi.unstubAllEnvs();
  resetEnv();
});

function find(settings: Record<string, string>, headers: Record<string, string>): string {
  const all = { NEXTAUTH_URL: "", HOOKLEDGER_TRUST_PROXY: "", PORT: "3000", ...settings };
  for (const [name, value] of Object.entries(all)) vi.stubEnv(name, value);
  resetEnv();
  return findOrigin(new Headers(headers));
}

test("the address in NEXTAUTH_URL is used whatever the request says", () => {
  const settings = { NEXTAUTH_URL: "https://hooks.bank.example/portal", HOOKLEDGER_TRUST_PROXY: "1" };
  const headers = { host: "10.0.0.5:3000", "x-forwarded-proto": "http" };
  expect(find(settings, headers)).toBe("https://hooks.bank.example");
});

test.each(["", "http://localhost:3000"])(
  "with NEXTAUTH_URL %j, the address is the one to which the request was sent",
  (NEXTAUTH_URL) => {
    expect(find({ NEXTAUTH_URL }, { host: "10.0.0.5:8080" })).toBe("http://10.0.0.5:8080");
    expect(find({ NEXTAUTH_URL }, {})).toBe("http://localhost:3000");
  },
);

test("X-Forwarded-Proto counts only behind a trusted proxy", () => {
  const headers = { host: "hooks.bank.example", "x-forwarded-proto": "https, http" };
  expect(find({}, headers)).toBe("http://hooks.bank.example");
  expect(find({ HOOKLEDGER_TRUST_PROXY: "1" }, headers)).toBe("https://hooks.bank.example");
});
