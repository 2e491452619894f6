import { afterEach, expect, test, vi } from "vitest";
import { setDemoDefaults } from "./demo-setting";

afterEach(() => vi.unstubAllEnvs());

/** The allowed networks after the demo's settings were made, with these settings of the operator. */
function allowedNetworks(settings: Record<string, string>): string | undefined {
  const none = { HOOKLEDGER_ADMIN_EMAIL: "", DATABASE_URL: "", HOOKLEDGER_DEMO: "" };
  for (const [name, value] of Object.entries({ ...none, HOOKLEDGER_ALLOWED_NETWORKS: "", ...settings }))
    vi.stubEnv(name, value);
  setDemoDefaults();
  return process.env.HOOKLEDGER_ALLOWED_NETWORKS;
}

test("the demo allows its built-in receiver's address in addition to the operator's networks", () => {
  expect(allowedNetworks({})).toBe("127.0.0.1/32");
  expect(allowedNetworks({ HOOKLEDGER_ALLOWED_NETWORKS: "10.20.0.0/16" })).toBe("10.20.0.0/16,127.0.0.1/32");
});

test("without the demo, only the operator's networks are allowed", () => {
  const networks = { HOOKLEDGER_ALLOWED_NETWORKS: "10.20.0.0/16" };
  expect(allowedNetworks({ HOOKLEDGER_DEMO: "0" })).toBe("");
  expect(allowedNetworks({ ...networks, HOOKLEDGER_DEMO: "0" })).toBe("10.20.0.0/16");
  expect(allowedNetworks({ ...networks, DATABASE_URL: "postgresql://db.example/own" })).toBe("10.20.0.0/16");
});
