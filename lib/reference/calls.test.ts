import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { calls as nativeCalls } from "../api/calls";
import { fineractCalls } from "../fineract/calls";
import { allCalls } from "./all-calls";
import { openapi } from "./openapi";

const root = new URL("../..", import.meta.url).pathname;
/** No API: the portal's own, the sign-in, the engine's door, the demo's receiver. Plexe's is one route, which its own test holds. */
const left = /^(\(\w+\)|api\/auth|api\/inngest|api\/Webhook|demo)\//;

function routes(): { route: string; source: string }[] {
  const files = readdirSync(`${root}/app`, { recursive: true, encoding: "utf8" });
  return files
    .filter((file) => file.endsWith("/route.ts") && !left.test(file))
    .flatMap((file) => {
      const path = `/${file.replace(/\/route\.ts$/, "")}`.replace(/\[(\w+)\]/g, "{$1}");
      const source = readFileSync(`${root}/app/${file}`, "utf8");
      return [...source.matchAll(/export (?:const|(?:async )?function) (GET|POST|PATCH|PUT|DELETE)\b/g)].map(
        ([, method]) => ({ route: `${method} ${path}`, source }),
      );
    });
}

test("every route file is a documented call, and every call has its route", () => {
  const documented = allCalls()
    .filter(({ door }) => door.id !== "plexe")
    .map(({ call: { method, path } }) => `${method} ${path}`);
  expect(
    routes()
      .map(({ route }) => route)
      .sort(),
  ).toEqual(documented.sort());
});

test("every route is guarded by the permission of its own call", () => {
  for (const [name, { method, path }] of Object.entries(nativeCalls)) {
    const { source } = routes().find(({ route }) => route === `${method} ${path}`) ?? { source: "" };
    expect(source, `${method} ${path}`).toContain(`export const ${method} = endpoint(`);
    expect(source, `${method} ${path}`).toContain(`calls.${name}`);
  }
  for (const [name, { method, path }] of Object.entries(fineractCalls)) {
    const { source } = routes().find(({ route }) => route === `${method} ${path}`) ?? { source: "" };
    expect(source, `${method} ${path}`).toMatch(
      new RegExp(`export const ${method} = \\w*[eE]ndpoint\\(\\s*fineractCalls\\.${name}\\b`),
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

test("every operation has an id of its own, a tag, and its refusals", () => {
  const { paths } = JSON.parse(JSON.stringify(openapi())) as Document;
  const operations = Object.values(paths).flatMap((path) => Object.values(path));
  expect(operations).toHaveLength(allCalls().length);
  expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(operations.length);
  for (const { operationId, tags, security, responses } of operations) {
    expect(tags, operationId).toHaveLength(1);
    if (operationId.includes("-")) continue;
    expect(security.length === 0, operationId).toBe(!("401" in responses));
  }
});

test("every example passes its own schema", () => {
  for (const { operationId, call } of allCalls()) {
    if (!call.body) continue;
    const { example } = JSON.parse(JSON.stringify(openapi())).paths[call.path][call.method.toLowerCase()]
      .requestBody.content["application/json"];
    expect(call.body.safeParse(example).error, operationId).toBeUndefined();
  }
});

interface Document {
  paths: Record<
    string,
    Record<
      string,
      { operationId: string; tags: string[]; security: unknown[]; responses: Record<string, unknown> }
    >
  >;
}
