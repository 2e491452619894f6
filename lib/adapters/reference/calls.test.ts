import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { Problem } from "../endpoint/problem";
import { adapters, listDocumentedCalls } from "./adapters";
import { buildOpenApi } from "./openapi";

const root = new URL("../../..", import.meta.url).pathname;
const plexeEndpointSource = readFileSync(`${root}/lib/adapters/plexe/endpoint.ts`, "utf8");
/** Routes that are not part of an API, and Plexe's one route, which has its own test. */
const excludedRoutes = /^(\(\w+\)|api\/auth|api\/inngest|api\/Webhook|api\/\[\.\.\.path\]|demo)\//;

function listRoutes(): { route: string; source: string }[] {
  const files = readdirSync(`${root}/app`, { recursive: true, encoding: "utf8" });
  return files
    .filter((file) => file.endsWith("/route.ts") && !excludedRoutes.test(file))
    .flatMap((file) => {
      const path = `/${file.replace(/\/route\.ts$/, "")}`.replace(/\[(\w+)\]/g, "{$1}");
      const source = readFileSync(`${root}/app/${file}`, "utf8");
      return [...source.matchAll(/export (?:const|(?:async )?function) (GET|POST|PATCH|PUT|DELETE)\b/g)].map(
        ([, method]) => ({ route: `${method} ${path}`, source }),
      );
    });
}

test("every route is a documented call, and every call has a route", () => {
  const documented = listDocumentedCalls()
    .filter(({ adapter }) => adapter.id !== "plexe")
    .map(({ call: { method, path } }) => `${method} ${path}`);
  expect(
    listRoutes()
      .map(({ route }) => route)
      .sort(),
  ).toEqual(documented.sort());
});

/** The names, in a route's source, of the function that makes its handler and of its adapter's list of calls. */
const sourceNamesByAdapter: Record<string, { endpoint: string; calls: string }> = {
  native: { endpoint: "endpoint", calls: "apiCalls" },
  fineract: { endpoint: "hookEndpoint", calls: "fineractCalls" },
  loanpro: { endpoint: "loanproEndpoint", calls: "loanproCalls" },
};

test("every route's handler is made from the route's own call, and so checks that call's permission", () => {
  for (const adapter of adapters) {
    const sourceNames = sourceNamesByAdapter[adapter.id];
    for (const [name, call] of Object.entries(adapter.calls)) {
      const { method, path } = call;
      if (!("permission" in call)) continue;
      if (adapter.id === "plexe") {
        expect(plexeEndpointSource, path).toContain(`operation(plexeCalls.${name},`);
        continue;
      }
      const { source } = listRoutes().find(({ route }) => route === `${method} ${path}`) ?? { source: "" };
      expect(source, `${method} ${path}`).toMatch(
        new RegExp(
          `export const ${method} = ${sourceNames?.endpoint}\\(\\s*${sourceNames?.calls}\\.${name}\\b`,
        ),
      );
    }
  }
});

test("Plexe's single route serves all of its operations, each through createEndpoint", () => {
  const route = readFileSync(`${root}/app/api/Webhook/[operation]/route.ts`, "utf8");
  for (const method of ["GET", "POST"]) expect(route).toContain(`export const ${method} = plexeEndpoint;`);
  expect(plexeEndpointSource).toMatch(/endpoint: createEndpoint\(\s*call,/);
});

test("the OpenAPI document contains the schemas of request bodies and query parameters", () => {
  const document = JSON.parse(JSON.stringify(buildOpenApi()));
  expect(document.openapi).toBe("3.1.0");
  expect(
    document.paths["/api/v1/events"].post.requestBody.content["application/json"].schema.required,
  ).toContain("type");
  expect(
    document.paths["/api/v1/deliveries"].get.parameters.map((one: { name: string }) => one.name),
  ).toContain("cursor");
});

const leadingVerb =
  /^(Add|Authenticate|Cancel|Change|Check|Create|Delete|Download|End|Extend|Get|List|Pause|Resend|Resume|Revoke|Rotate|Send|Skip|Start|Subscribe|Take|Update) /;

test("every operation has a unique ID, a tag and its error responses, and its summary begins with a verb", () => {
  const { paths } = JSON.parse(JSON.stringify(buildOpenApi())) as Document;
  const operations = Object.values(paths).flatMap((path) => Object.values(path));
  expect(operations).toHaveLength(listDocumentedCalls().length);
  expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(operations.length);
  for (const { operationId, summary, tags, responses, "x-permission": permission } of operations) {
    expect(tags, operationId).toHaveLength(1);
    expect(summary, operationId).toMatch(leadingVerb);
    expect("401" in responses && "403" in responses, operationId).toBe(permission !== undefined);
    for (const [status, { content }] of Object.entries(responses)) {
      if (!status.startsWith("2"))
        expect(Object.keys(content ?? {}), `${operationId} ${status}`).toHaveLength(1);
    }
  }
});

test("the errors of creating and changing a webhook, and of sending it a sample, are documented", () => {
  const { paths } = JSON.parse(JSON.stringify(buildOpenApi())) as Document;
  const listCodes = (path: string, method: string, status: string) =>
    paths[`/api/v1/webhooks${path}`]?.[method]?.responses[status]?.description.match(/(?<=`)\w+(?=`: )/g);
  const settings = ["url_scheme", "url_https_required", "method_refused", "template_invalid"];
  expect(listCodes("", "post", "400")).toEqual(expect.arrayContaining([...settings, "secret_missing"]));
  expect(listCodes("", "post", "422")).toEqual(["unknown_event_type", "unknown_version", "unknown_partner"]);
  expect(listCodes("/{webhookId}", "patch", "400")).toEqual(
    expect.arrayContaining([...settings, "secret_unreadable"]),
  );
  expect(listCodes("/{webhookId}", "patch", "422")).toEqual(["unknown_event_type", "unknown_version"]);
  expect(listCodes("/{webhookId}/simulate", "post", "422")).toEqual(["unknown_event_type", "template_error"]);
});

test("each adapter has its own error shape", () => {
  const { paths } = JSON.parse(JSON.stringify(buildOpenApi())) as Document;
  const stringify401Response = (path: string, method: string) =>
    JSON.stringify(paths[path]?.[method]?.responses["401"]);
  expect(stringify401Response("/api/v1/webhooks", "get")).toContain("schemas/Problem");
  expect(stringify401Response("/api/Webhook/register", "post")).toContain("schemas/PlexeError");
  expect(stringify401Response("/api/v1/hooks", "get")).toContain("schemas/FineractError");
  expect(stringify401Response("/api/public/api/1/webhook/retry/{traceId}/{attempt}", "post")).toContain(
    "schemas/LoanProError",
  );
});

test("the OpenAPI document describes Fineract's integer hook IDs, its alternative paths and its authentication call, which needs no Authorization header", () => {
  const { paths } = JSON.parse(JSON.stringify(buildOpenApi())) as Document;
  const hook = paths["/api/v1/hooks/{hookId}"]?.get;
  expect(hook?.parameters[0]).toMatchObject({ name: "hookId", schema: { type: "integer", minimum: 1 } });
  expect(hook?.security).toEqual([{ basic: [] }, { apiKey: [] }]);
  expect(hook?.description).toContain("`GET /hooks/{hookId}`");
  expect(hook?.description).toContain("`GET /fineract-provider/api/v1/hooks/{hookId}`");
  expect(paths["/api/v1/authentication"]?.post?.security).toEqual([]);
});

test("every adapter's error response has the request's ID, in its body or as a header", () => {
  for (const { id, errorResponse } of adapters) {
    const response = errorResponse(new Problem(404, "not_found", "There is no such thing."), "request-7");
    expect(JSON.stringify(response), id).toContain("request-7");
  }
});

test("calls that send events say that deliveries are not ordered by default; they and the lists of events and deliveries say what to sort by", () => {
  const { paths } = JSON.parse(JSON.stringify(buildOpenApi())) as Document;
  for (const path of ["/api/v1/events", "/api/v1/events/batch"]) {
    expect(paths[path]?.post?.description).toMatch(
      /By default, deliveries are not ordered: .*`occurredAt`.*sort by the time of acceptance/,
    );
  }
  for (const path of ["/api/v1/events", "/api/v1/deliveries"]) {
    expect(paths[path]?.get?.description).toContain("sort by the time of acceptance");
  }
});

test("every example of a request body is valid against the body's schema", () => {
  for (const { operationId, call } of listDocumentedCalls()) {
    if (!call.body) continue;
    const { example } = JSON.parse(JSON.stringify(buildOpenApi())).paths[call.path][call.method.toLowerCase()]
      .requestBody.content["application/json"];
    expect(call.body.safeParse(example).error, operationId).toBeUndefined();
  }
});

interface Operation {
  operationId: string;
  summary: string;
  description: string;
  tags: string[];
  security: unknown[];
  parameters: unknown[];
  responses: Record<string, { description: string; content?: Record<string, unknown> }>;
  "x-permission"?: string;
}

interface Document {
  paths: Record<string, Record<string, Operation>>;
}
