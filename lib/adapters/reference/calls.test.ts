import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { adapters, allCalls } from "./adapters";
import { openapi } from "./openapi";

const root = new URL("../../..", import.meta.url).pathname;
const plexeEndpoint = readFileSync(`${root}/lib/adapters/plexe/endpoint.ts`, "utf8");
/** No API: the portal's own, the sign-in, the engine's adapter, the demo's receiver, what is not there. Plexe's is one route, which its own test holds. */
const left = /^(\(\w+\)|api\/auth|api\/inngest|api\/Webhook|api\/\[\.\.\.path\]|demo)\//;

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
    .filter(({ adapter }) => adapter.id !== "plexe")
    .map(({ call: { method, path } }) => `${method} ${path}`);
  expect(
    routes()
      .map(({ route }) => route)
      .sort(),
  ).toEqual(documented.sort());
});

/** What makes the handlers of each adapter, and where its calls come from. */
const guards: Record<string, { endpoint: string; calls: string }> = {
  native: { endpoint: "endpoint", calls: "calls" },
  fineract: { endpoint: "hookEndpoint", calls: "fineractCalls" },
  loanpro: { endpoint: "loanproEndpoint", calls: "loanproCalls" },
};

test("every route is guarded by the permission of its own call", () => {
  for (const adapter of adapters) {
    const guard = guards[adapter.id];
    for (const [name, call] of Object.entries(adapter.calls)) {
      const { method, path } = call;
      if (!("permission" in call)) continue;
      if (adapter.id === "plexe") {
        expect(plexeEndpoint, path).toContain(`operation(plexeCalls.${name},`);
        continue;
      }
      const { source } = routes().find(({ route }) => route === `${method} ${path}`) ?? { source: "" };
      expect(source, `${method} ${path}`).toMatch(
        new RegExp(`export const ${method} = ${guard?.endpoint}\\(\\s*${guard?.calls}\\.${name}\\b`),
      );
    }
  }
});

test("Plexe's one route answers by its operations, and each of them by the frame of all adapters", () => {
  const route = readFileSync(`${root}/app/api/Webhook/[operation]/route.ts`, "utf8");
  for (const method of ["GET", "POST"]) expect(route).toContain(`export const ${method} = operations;`);
  expect(route).toContain("const operations = plexeEndpoint(");
  expect(plexeEndpoint).toMatch(/handler: \(signal\) =>\s*createEndpoint\(\s*call,/);
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

test("every operation has an id of its own, a tag, and its rejections", () => {
  const { paths } = JSON.parse(JSON.stringify(openapi())) as Document;
  const operations = Object.values(paths).flatMap((path) => Object.values(path));
  expect(operations).toHaveLength(allCalls().length);
  expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(operations.length);
  for (const { operationId, tags, responses, "x-permission": permission } of operations) {
    expect(tags, operationId).toHaveLength(1);
    expect("401" in responses && "403" in responses, operationId).toBe(permission !== undefined);
    for (const [status, { content }] of Object.entries(responses)) {
      if (!status.startsWith("2"))
        expect(Object.keys(content ?? {}), `${operationId} ${status}`).toHaveLength(1);
    }
  }
});

test("each adapter's rejections have its own shape", () => {
  const { paths } = JSON.parse(JSON.stringify(openapi())) as Document;
  const rejected = (path: string, method: string) => JSON.stringify(paths[path]?.[method]?.responses["401"]);
  expect(rejected("/api/v1/webhooks", "get")).toContain("schemas/Problem");
  expect(rejected("/api/Webhook/register", "post")).toContain("schemas/PlexeError");
  expect(rejected("/api/v1/hooks", "get")).toContain("schemas/FineractError");
  expect(rejected("/api/public/api/1/webhook/retry/{traceId}/{attempt}", "post")).toContain(
    "schemas/LoanProError",
  );
});

test("Fineract's ids are integers, its sign-in takes no header, its other addresses are named", () => {
  const { paths } = JSON.parse(JSON.stringify(openapi())) as Document;
  const hook = paths["/api/v1/hooks/{hookId}"]?.get;
  expect(hook?.parameters[0]).toMatchObject({ name: "hookId", schema: { type: "integer", minimum: 1 } });
  expect(hook?.security).toEqual([{ basic: [] }, { apiKey: [] }]);
  expect(hook?.description).toContain("`GET /hooks/{hookId}`");
  expect(hook?.description).toContain("`GET /fineract-provider/api/v1/hooks/{hookId}`");
  expect(paths["/api/v1/authentication"]?.post?.security).toEqual([]);
});

test("what sends events and lists them says that deliveries have no promised order, and what sorts", () => {
  const { paths } = JSON.parse(JSON.stringify(openapi())) as Document;
  for (const path of ["/api/v1/events", "/api/v1/events/batch"]) {
    expect(paths[path]?.post?.description).toMatch(
      /no promised order: .*`occurredAt`.*sort by the time of acceptance/,
    );
  }
  for (const path of ["/api/v1/events", "/api/v1/deliveries"]) {
    expect(paths[path]?.get?.description).toContain("sort by the time of acceptance");
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

interface Operation {
  operationId: string;
  description: string;
  tags: string[];
  security: unknown[];
  parameters: unknown[];
  responses: Record<string, { content?: Record<string, unknown> }>;
  "x-permission"?: string;
}

interface Document {
  paths: Record<string, Record<string, Operation>>;
}
