import { maxBatchBytes } from "../lib/events/schema";
import { maxListBytes } from "../lib/reconciliation/schema";
import { call, createWebhook } from "./api";
import { insertApiKey } from "./api-key";
import {
  type DocumentedOperation,
  expectDocumentedResponse,
  fetchOpenApiDocument,
  sendRequest,
} from "./documented-operations";
import { buildBodyByOperation, createPartnerQuery, createValueByParameter } from "./documented-request-parts";
import { expect, test } from "./fixtures";
import { buildRejectedMessages, createSource, insertMessage } from "./source-message";

const unknownId = "00000000-0000-7000-8000-000000000000";
const isPlexeOperation = ({ operationId }: DocumentedOperation) => operationId.startsWith("plexe-");
const getBodyExample = ({ requestBody }: DocumentedOperation) =>
  Object.values(requestBody?.content ?? {})[0]?.example;

async function fillPath(
  { path, operationId, parameters }: DocumentedOperation,
  getValue: (name: string, type: unknown) => Promise<string>,
) {
  let filled = path;
  for (const { name, schema } of parameters.filter((parameter) => parameter.in === "path")) {
    expect(Object.keys(createValueByParameter), `${operationId}: add a way to create a ${name}`).toContain(
      name,
    );
    filled = filled.replace(`{${name}}`, encodeURIComponent(await getValue(name, schema.type)));
  }
  return filled;
}

test("every call of every API, sent with its documented example, succeeds as documented", async ({
  system,
  receiver,
}) => {
  test.setTimeout(120_000);
  receiver.respond({ status: 200, body: "thank you", headers: { "content-type": "text/plain" } });
  const { document, operations } = await fetchOpenApiDocument(system);
  const adapters = operations.map(({ operationId }) => operationId.split("-").slice(0, -1).join());
  expect([...new Set(adapters)].sort()).toEqual(["", "fineract", "in", "loanpro", "plexe"]);
  for (const operation of operations) {
    const { operationId, responses } = operation;
    const url = receiver.url();
    const path = await fillPath(
      operation,
      (name) => createValueByParameter[name]?.(system, url, operationId) ?? Promise.reject(new Error(name)),
    );
    const body = buildBodyByOperation[operationId]?.(url) ?? getBodyExample(operation);
    const successStatus = Number(Object.keys(responses).find((status) => status.startsWith("2")));
    const query = isPlexeOperation(operation) ? await createPartnerQuery(system, url, operationId) : {};
    expectDocumentedResponse(
      document,
      operation,
      successStatus,
      await sendRequest(system, operation, { path, query, body }),
    );
  }
});

/**
 * Builds requests that make a call fail with this status, from the call's method, path and fields; returns none if the call
 * has no such error.
 */
function buildInvalidRequests(operation: DocumentedOperation, status: number, path: string) {
  const { requestBody, parameters } = operation;
  const body = getBodyExample(operation);
  const unknownPartner: Record<string, string> = isPlexeOperation(operation) ? { partnerId: unknownId } : {};
  switch (status) {
    case 400: {
      if (requestBody)
        return [{ body: "{" }, { body: { noSuchField: true } }].map((request) => ({ path, ...request }));
      const field = isPlexeOperation(operation) ? "partnerId" : "limit";
      const hasField = parameters.some(({ name }) => name === field);
      return hasField ? [{ path, query: { [field]: "nonsense" } }] : [];
    }
    case 401:
      return [{ path, body, key: "" }];
    case 404:
      return [
        {
          path,
          query: unknownPartner,
          body: operation.path.includes("{") || isPlexeOperation(operation) ? body : undefined,
        },
      ];
    case 413:
      return [{ path, body: JSON.stringify({ long: "x".repeat(maxBatchBytes) }) }];
    case 415:
      return [{ path, body, headers: { "Content-Encoding": "gzip" } }];
    default:
      return [];
  }
}

/** Statuses that an invalid request alone does not cause. The last tests of this file and other specs test them, and
 * lib/api-keys/rate-limit.db.test.ts tests the rate limit. */
const statusesTestedElsewhere = ["409", "410", "422", "429", "503", "default"];

test("every call of every API returns its documented errors: 400, 401, 403, 404, 405, 413, 415", async ({
  system,
}) => {
  test.setTimeout(120_000);
  const { document, operations } = await fetchOpenApiDocument(system);
  const scopes = [...new Set(operations.flatMap((operation) => operation["x-permission"] ?? []))];
  const keys = new Map<string, string>();
  const rejectedMessages = await buildRejectedMessages(system);
  for (const scope of scopes) {
    const otherScopes = scopes.filter((otherScope) => otherScope !== scope);
    keys.set(scope, await insertApiKey(system, otherScopes));
  }
  for (const operation of operations) {
    const { operationId, responses, "x-permission": permission } = operation;
    const path = await fillPath(operation, async (_name, type) =>
      type === "integer" ? "999999999" : unknownId,
    );
    if (permission) {
      const key = keys.get(permission) ?? "";
      const response = await sendRequest(system, operation, { path, body: getBodyExample(operation), key });
      expectDocumentedResponse(document, operation, 403, response);
    }
    const rejectedStatuses = Object.keys(responses).filter(
      (status) => !status.startsWith("2") && status !== "403",
    );
    for (const status of rejectedStatuses.filter((status) => !statusesTestedElsewhere.includes(status))) {
      const invalidRequests =
        rejectedMessages[`${operationId} ${status}`] ??
        specialRequestsByError[`${operationId} ${status}`] ??
        buildInvalidRequests(operation, Number(status), path);
      expect(
        invalidRequests.length,
        `${operationId}: add a request that fails with ${status}`,
      ).toBeGreaterThan(0);
      for (const request of invalidRequests) {
        expectDocumentedResponse(
          document,
          operation,
          Number(status),
          await sendRequest(system, operation, request),
        );
      }
    }
  }
});

const reconcilePath = `/api/v1/webhooks/${unknownId}/reconcile`;
/** Requests for errors that do not follow from the call's method, path and fields, by operation and status. */
const specialRequestsByError: Record<
  string,
  { path?: string; query?: Record<string, string>; body?: unknown }[]
> = {
  "exportDeliveries 400": [{ query: { format: "xlsx" } }],
  "getJobResult 400": [{ path: `/api/v1/jobs/${unknownId}/result`, query: { format: "xlsx" } }],
  // A line that is not JSON causes no error: it is counted as invalid.
  "reconcile 400": [
    { path: reconcilePath, query: { from: "yesterday" }, body: '"x"' },
    { path: reconcilePath, query: { resend: "true" }, body: '"x"' },
  ],
  "reconcile 413": [{ path: reconcilePath, body: "x".repeat(maxListBytes + 1) }],
  "fineract-createHook 404": [
    {
      body: {
        ...{ name: "SMS Bridge", events: [{ entityName: "CLIENT", actionName: "CREATE" }] },
        config: { "Payload URL": "http://127.0.0.1:9/", "Content Type": "json" },
      },
    },
  ],
};

test("invalid settings, unknown names and deliveries that cannot be resent get the documented errors", async ({
  system,
  receiver,
}) => {
  const { document, operations } = await fetchOpenApiDocument(system);
  const expectRejected = async (operationId: string, status: number, path: string, body?: unknown) => {
    const operation = operations.find((documented) => documented.operationId === operationId);
    if (!operation) throw new Error(`${operationId} is not documented`);
    expectDocumentedResponse(
      document,
      operation,
      status,
      await sendRequest(system, operation, { path, body }),
    );
  };
  const { id } = await createWebhook(system, { url: receiver.url() });
  const unknownEvent = { type: "NoSuchEvent", entityId: "1" };
  await expectRejected("postEvent", 422, "/api/v1/events", unknownEvent);
  await expectRejected("postEvents", 422, "/api/v1/events/batch", { events: [unknownEvent] });
  const ownEvent = { type: "hookledger.webhook.paused", entityId: id };
  await expectRejected("postEvent", 422, "/api/v1/events", ownEvent);
  await expectRejected("postEvents", 422, "/api/v1/events/batch", { events: [ownEvent] });
  await expectRejected("createWebhook", 400, "/api/v1/webhooks", { url: "http://10.0.0.1/" });
  const unknownTrigger = { url: receiver.url(), triggers: ["NoSuchEvent"] };
  await expectRejected("createWebhook", 422, "/api/v1/webhooks", unknownTrigger);
  const jobOfWebhook = { kind: "resend", filter: { webhookId: id } };
  await expectRejected("createJob", 422, "/api/v1/jobs", jobOfWebhook);
  const rotatePath = `/api/v1/webhooks/${id}/rotate-key`;
  for (let rotation = 0; rotation < 3; rotation += 1) await call(system, "POST", rotatePath, {});
  await expectRejected("rotateKey", 409, rotatePath, {});
  await expectRejected("probe", 409, `/api/v1/webhooks/${id}/probe`);
  const simulatePath = `/api/v1/webhooks/${id}/simulate`;
  await expectRejected("simulate", 422, simulatePath, { eventType: "NoSuchEvent" });

  const source = { name: "Core", system: "loanpro", partnerId: unknownId };
  await expectRejected("createSource", 422, "/api/v1/sources", source);
  const sourceId = await createSource(system, "Core");
  const messageId = await insertMessage(system, sourceId, "duplicate");
  await expectRejected(
    "takeSourceMessage",
    409,
    `/api/v1/sources/${sourceId}/messages/${messageId}/take`,
    {},
  );

  const { body } = await call(system, "POST", simulatePath, { eventType: "PaymentPosted" });
  await receiver.waitFor(1);
  const countAttempts = async () =>
    (await call(system, "GET", `/api/v1/deliveries/${body.traceId}`)).body.attempts.length;
  await expect.poll(countAttempts).toBe(1);
  await expectRejected("skip", 409, `/api/v1/deliveries/${body.traceId}/skip`);
  await call(system, "PATCH", `/api/v1/webhooks/${id}`, { state: "disabled" });
  await expectRejected("simulate", 409, simulatePath, { eventType: "PaymentPosted" });
  await expectRejected("createJob", 409, "/api/v1/jobs", jobOfWebhook);
  await expectRejected("resend", 409, `/api/v1/deliveries/${body.traceId}/resend`);
  await expectRejected("loanpro-retryWebhook", 409, `/api/public/api/1/webhook/retry/${body.traceId}/1`);
  const { partnerId } = await createPartnerQuery(system, receiver.url(), "plexe-generateSimulatedWebhook");
  const unknownEventName = { partnerId, eventName: "NoSuchEvent" };
  const generatePath = "/api/Webhook/generate-simulated-webhook";
  await expectRejected("plexe-generateSimulatedWebhook", 400, generatePath, unknownEventName);
});

test("an unknown API path returns a 404 problem, not a page", async ({ system }) => {
  for (const method of ["GET", "POST", "PUT", "PATCH", "DELETE"]) {
    const { status, headers, body } = await call(system, method, "/api/v1/nothing/here");
    expect(status, method).toBe(404);
    expect(headers.get("content-type"), method).toBe("application/problem+json");
    expect(body.detail).toContain("/api/v1/nothing/here. /api/v1/openapi.json lists every call");
  }
});
