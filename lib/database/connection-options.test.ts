import { expect, test, vi } from "vitest";
import { parseSchemaName, toConnectionOptions } from "./connection-options";

const address = "postgresql://user:p%40ss@db.example:5432/loans";

test("parameters of node-postgres stay in the address, and the schema in the address becomes the search path", () => {
  const { connectionString, options } = toConnectionOptions(`${address}?sslmode=require&schema=our%20loans`);
  expect(connectionString).toBe(`${address}?sslmode=require`);
  expect(options).toContain(`-c search_path="our\\ loans"`);
  expect(options).toContain("-c TimeZone=UTC -c DateStyle=ISO,\\ MDY");
  expect(parseSchemaName(address)).toBe("public");
});

test("the operator's start-up options are kept; Hookledger's options follow and override them", () => {
  const { options } = toConnectionOptions(`${address}?options=-c%20statement_timeout%3D5s`, { jit: "off" });
  expect(options).toMatch(/^-c statement_timeout=5s -c TimeZone=UTC .* -c jit=off$/);
  vi.stubEnv("PGOPTIONS", "-c work_mem=8MB");
  expect(toConnectionOptions(address).options).toMatch(/^-c work_mem=8MB -c /);
  vi.unstubAllEnvs();
});

test.each([
  ["options=-csearch_path=loans", "?schema=NAME"],
  ["options=--search-path%3Dloans", "?schema=NAME"],
  ["search_path=loans", "?schema=NAME"],
  ["options=-c%20TIMEZONE%3DAsia/Kolkata", "sets TimeZone in its options"],
  ["pgbouncer=true", "not through PgBouncer"],
  ["connection_limit=5", "HOOKLEDGER_DATABASE_POOL"],
])("?%s is rejected with advice", (query, message) => {
  expect(() => toConnectionOptions(`${address}?${query}`)).toThrow(message);
});
