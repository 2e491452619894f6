import { afterEach, expect, test, vi } from "vitest";
import { setDemoDefaults } from "./demo-setting";

afterEach(() => vi.unstubAllEnvs());

/** Returns the allowed networks after setDemoDefaults, with these settings of the operator. */
function computeAllowedNetworks(settings: Record<string, string>): string | undefined {
  const unset = { HOOKLEDGER_ADMIN_EMAIL: "", DATABASE_URL: "", HOOKLEDGER_DEMO: "" };
  for (const [name, value] of Object.entries({ ...unset, HOOKLEDGER_ALLOWED_NETWORKS: "", ...settings }))
    vi.stubEnv(name, value);
  setDemoDefaults();
  return process.env.HOOKLEDGER_ALLOWED_NETWORKS;
}

test("the demo allows its built-in receiver's address in addition to the operator's networks", () => {
  expect(computeAllowedNetworks({})).toBe("127.0.0.1/32");
  expect(computeAllowedNetworks({ HOOKLEDGER_ALLOWED_NETWORKS: "10.20.0.0/16" })).toBe(
    "10.20.0.0/16,127.0.0.1/32",
  );
});

test("without the demo, only the operator's networks are allowed", () => {
  const networks = { HOOKLEDGER_ALLOWED_NETWORKS: "10.20.0.0/16" };
  expect(computeAllowedNetworks({ HOOKLEDGER_DEMO: "0" })).toBe("");
  expect(computeAllowedNetworks({ ...networks, HOOKLEDGER_DEMO: "0" })).toBe("10.20.0.0/16");
  expect(computeAllowedNetworks({ ...networks, DATABASE_URL: "postgresql://db.example/own" })).toBe(
    "10.20.0.0/16",
  );
});
