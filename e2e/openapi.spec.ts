import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { call, createWebhook, postEvent, reaches } from "./api";
import { expect, test } from "./fixtures";
import { makeApiKey, type System } from "./system";

type Schema = Record<string, unknown>;
interface Operation {
  operationId: string;
  parameters: { name: string; in: string; schema: Schema }[];
  requestBody?: { content: { "application/json": { example: unknown } } };
  responses: Record<string, { content?: Record<string, { schema: Schema }> }>;
  "x-permission"?: string;
}
interface Document {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Schema> };
}
interface Documented extends Operation {
  method: string;
  path: string;
}

const notThere = "00000000-0000-7000-8000-000000000000";
const ajv = addFormats.default(new Ajv2020({ strict: false, allErrors: true }));

async function documentOf(system: System): Promise<{ document: Document; operations: Documented[] }> {
  const document = (await (await fetch(`${system.url}/api/v1/openapi.json`)).json()) as Document;
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      ...operation,
      path,
      method: method.toUpperCase(),
    })),
  );
  // Plexe's and Fineract's calls have their own answers, and their own specs hold them.
  return { document, operations: operations.filter(({ operationId }) => !operationId.includes("-")) };
}

/** Holds an answer against what the document says of this status: its content type and its schema. */
function expectDocumented(
  { components }: Document,
  { operationId, responses }: Operation,
  status: number,
  answer: Awaited<ReturnType<typeof call>>,
): void {
  const name = `${operationId} ${status}`;
  expect(answer.status, `${name}: ${answer.text.slice(0, 500)}`).toBe(status);
  const documented = responses[status];
  expect(documented, `${name} is documented`).toBeDefined();
  const [entry] = Object.entries(documented?.content ?? {});
  if (!entry) return;
  const [contentType, { schema }] = entry;
  expect(answer.headers.get("content-type"), name).toContain(contentType);
  const validate = ajv.compile({ ...schema, components });
  validate(contentType.endsWith("json") ? answer.body : answer.text);
  expect(validate.errors, `${name}: ${answer.text.slice(0, 500)}`).toBeNull();
}

/** What stands in the place of a path's parameter: made anew for each call, so that no call spoils another's. */
const made: Record<string, (system: System, url: string, operationId: string) => Promise<string>> = {
  webhookId: async (system, url, operationId) => {
    const signature = operationId === "jwks" ? { options: { signature: "ed25519" } } : {};
    const dialect = "standard-webhooks";
    return (await createWebhook(system, { url, dialect, triggers: ["OpportunityDeleted"], ...signature })).id;
  },
  traceId: async (system, url) => (await delivered(system, url)).traceId,
  attemptId: async (system, url) => (await delivered(system, url)).attempts[0]?.id ?? "",
  eventId: async (system, _url, operationId) =>
    postEvent(system, { type: "PaymentPosted", entityId: `documented ${operationId}` }),
  // Of an event type: an own one, for those can be changed.
  name: async (system, _url, operationId) => {
    const eventType = { name: `own.${operationId}`, title: "Own", entityType: "Loan", schema: {} };
    const sample = { entityId: "L-1", data: {} };
    await call(system, "POST", "/api/v1/event-types", { ...eventType, sample });
    return eventType.name;
  },
};

const deliveries = new WeakMap<System, ReturnType<typeof deliver>>();

/** One delivery that succeeded, the same for all calls: none of them changes it. */
function delivered(system: System, url: string) {
  const made = deliveries.get(system) ?? deliver(system, url);
  deliveries.set(system, made);
  return made;
}

async function deliver(system: System, url: string) {
  await createWebhook(system, { url, triggers: ["PaymentPosted"] });
  await postEvent(system, { type: "PaymentPosted", entityId: "documented" });
  return reaches(system, "documented", "succeeded");
}

/** Where the document's example names what only exists elsewhere. */
const bodies: Record<string, (url: string) => unknown> = {
  createWebhook: (url) => ({ name: "Documented", url, triggers: ["OpportunityDeleted"] }),
};

async function pathOf(
  { path, operationId, parameters }: Documented,
  value: (name: string) => Promise<string>,
) {
  let filled = path;
  for (const { name } of parameters.filter((parameter) => parameter.in === "path")) {
    expect(Object.keys(made), `${operationId}: say how to make a ${name} for this test`).toContain(name);
    filled = filled.replace(`{${name}}`, encodeURIComponent(await value(name)));
  }
  return filled;
}

test("every documented call answers its success as documented, its example included", async ({
  system,
  receiver,
}) => {
  test.setTimeout(120_000);
  receiver.respond({ status: 200, body: "thank you", headers: { "content-type": "text/plain" } });
  const { document, operations } = await documentOf(system);
  expect(operations.length).toBeGreaterThan(15);
  for (const operation of operations) {
    const { method, operationId, requestBody, responses } = operation;
    const path = await pathOf(
      operation,
      (name) => made[name]?.(system, receiver.url(), operationId) ?? Promise.reject(new Error(name)),
    );
    const body = bodies[operationId]?.(receiver.url()) ?? requestBody?.content["application/json"].example;
    const success = Number(Object.keys(responses).find((status) => status.startsWith("2")));
    expectDocumented(document, operation, success, await call(system, method, path, body));
  }
});

test("every documented call refuses as documented: 400, 401, 403, 404", async ({ system }) => {
  const { document, operations } = await documentOf(system);
  const scopes = [...new Set(operations.flatMap((operation) => operation["x-permission"] ?? []))];
  const keys = new Map<string, string>();
  for (const scope of scopes) {
    const others = scopes.filter((other) => other !== scope);
    keys.set(scope, await makeApiKey(system.env, others.join(",")));
  }
  for (const operation of operations) {
    const { method, requestBody, responses, parameters } = operation;
    const path = await pathOf(operation, async () => notThere);
    const example = requestBody?.content["application/json"].example;
    const check = async (status: number, url: string, body: unknown, key?: string) => {
      if (!responses[status]) return;
      expectDocumented(document, operation, status, await call(system, method, url, body, key));
    };
    await check(401, path, example, "");
    await check(403, path, example, keys.get(operation["x-permission"] ?? ""));
    await check(404, path, example);
    if (requestBody) {
      await check(400, path, "{");
      await check(400, path, { noSuchField: true });
    } else {
      const limit = parameters.find(({ name }) => name === "limit");
      if (limit) await check(400, `${path}?limit=nonsense`, undefined);
    }
  }
});

test("what is documented as refused is refused: wrong settings, unknown names", async ({
  system,
  receiver,
}) => {
  const { document, operations } = await documentOf(system);
  const of = (id: string) => {
    const found = operations.find(({ operationId }) => operationId === id);
    if (!found) throw new Error(`${id} is not documented`);
    return found;
  };
  const { id } = await createWebhook(system, { url: receiver.url() });
  const post = (path: string, body: unknown) => call(system, "POST", path, body);
  const unknown = { type: "NoSuchEvent", entityId: "1" };
  expectDocumented(document, of("postEvent"), 422, await post("/api/v1/events", unknown));
  expectDocumented(
    document,
    of("postEvents"),
    422,
    await post("/api/v1/events/batch", { events: [unknown] }),
  );
  expectDocumented(
    document,
    of("createWebhook"),
    400,
    await post("/api/v1/webhooks", { url: "http://10.0.0.1/" }),
  );
  expectDocumented(
    document,
    of("createWebhook"),
    422,
    await post("/api/v1/webhooks", { url: receiver.url(), triggers: ["NoSuchEvent"] }),
  );
  const simulate = `/api/v1/webhooks/${id}/simulate`;
  expectDocumented(document, of("simulate"), 422, await post(simulate, { eventType: "NoSuchEvent" }));
  await call(system, "PATCH", `/api/v1/webhooks/${id}`, { state: "disabled" });
  expectDocumented(document, of("simulate"), 409, await post(simulate, { eventType: "PaymentPosted" }));
});
