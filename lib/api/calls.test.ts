import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { fineractCalls } from "../fineract/calls";
import type { Call } from "./call";
import { calls as nativeCalls } from "./calls";
import { openapi } from "./openapi";

/** Every system's call that has its routes under /api/v1. */
const calls: Record<string, Call> = { ...nativeCalls, ...fineractCalls };
const root = new URL("../..", import.meta.url).pathname;
/** Not of the API key's door: open to all, or documentation. */
const open = ["GET /api/v1/health", "GET /api/v1/openapi.json"];

function routes(): { route: string; source: string }[] {
  const files = readdirSync(`${root}/app/api/v1`, { recursive: true, encoding: "utf8" });
  return files
    .filter((file) => file.endsWith("route.ts"))
    .flatMap((file) => {
      const path = `/api/v1/${file.replace(/\/route\.ts$/, "")}`.replace(/\[(\w+)\]/g, "{$1}");
      const source = readFileSync(`${root}/app/api/v1/${file}`, "utf8");
      return [...source.matchAll(/export (?:const|(?:async )?function) (GET|POST|PATCH|PUT|DELETE)\b/g)].map(
        ([, method]) => ({
          route: `${method} ${path}`,
          source,
        }),
      );
    });
}

test("every route file is a documented call, and every call has its route", () => {
  const documented = Object.values(calls).map(({ method, path }) => `${method} ${path}`);
  expect(
    routes()
      .map(({ route }) => route)
      .sort(),
  ).toEqual([...documented, ...open].sort());
});

test("every route is guarded by the permission of its own call", () => {
  for (const [name, { method, path }] of Object.entries(calls)) {
    const { source } = routes().find(({ route }) => route === `${method} ${path}`) ?? { source: "" };
    const guard = name in fineractCalls ? /hookEndpoint\(\s*fineractCalls\./ : /endpoint\(\s*calls\./;
    expect(source, `${method} ${path}`).toMatch(
      new RegExp(`export const ${method} = ${guard.source}${name}\\b`),
    );
  }
});

test("the OpenAPI document names every call with its schemas", () => {
  const document = JSON.parse(JSON.stringify(openapi()));
  expect(document.openapi).toBe("3.1.0");
  expect(
    document.paths["/api/v1/events"].post.requestBody.content["application/json"].schema.required,
  ).toContain("type");
  expect(
    document.paths["/api/v1/deliveries"].get.parameters.map((one: { name: string }) => one.name),
  ).toContain("cursor");
});
