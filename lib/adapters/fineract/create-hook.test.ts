import { afterEach, expect, test, vi } from "vitest";
import { resetEnv } from "../../env";
import { toApiRequest } from "../endpoint/to-route";
import { readHookOrigin } from "./create-hook";

afterEach(() => {
  vi.unstubAllEnvs();
  resetEnv();
});

function readOrigin(settings: Record<string, string>, headers: Record<string, string> = {}) {
  const all = { NEXTAUTH_URL: "", HOOKLEDGER_FINERACT_ENDPOINT: "", ...settings };
  for (const [name, value] of Object.entries(all)) vi.stubEnv(name, value);
  resetEnv();
  return readHookOrigin(
    toApiRequest(
      new Request("http://10.0.0.5:3000/hooks", { headers: { host: "10.0.0.5:3000", ...headers } }),
    ),
  );
}

test("a new hook's endpoint is the lender's Fineract, or else this API; it ends before the version, as in Fineract", () => {
  const ownUrl = { NEXTAUTH_URL: "https://hooks.example/" };
  for (const url of [
    "https://core.example/fineract-provider/api",
    "https://core.example/fineract-provider/api/",
  ])
    expect(readOrigin({ ...ownUrl, HOOKLEDGER_FINERACT_ENDPOINT: url }).endpoint).toBe(
      "https://core.example/fineract-provider/api/",
    );
  expect(readOrigin(ownUrl).endpoint).toBe("https://hooks.example/fineract-provider/api/");
  expect(readOrigin({}).endpoint).toBe("http://10.0.0.5:3000/fineract-provider/api/");
});

test("an endpoint that is no http URL, has a password, query, fragment or version, or is too long, is rejected at the start", () => {
  for (const url of [
    "ftp://core.example/",
    "core.example",
    "https://user:secret@core.example/api/",
    "https://core.example/api/?tenant=x",
    "https://core.example/api/#f",
    "https://core.example/fineract-provider/api/v1/",
    `https://core.example/${"é".repeat(100)}`,
  ])
    expect(() => readOrigin({ HOOKLEDGER_FINERACT_ENDPOINT: url })).toThrow("HOOKLEDGER_FINERACT_ENDPOINT");
});

test("the tenant comes from the header", () => {
  expect(readOrigin({}, { "Fineract-Platform-TenantId": "north" }).tenantId).toBe("north");
});
