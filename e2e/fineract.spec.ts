import { createHmac } from "node:crypto";
import { jwtVerify } from "jose";
import { fineractBasePaths } from "../lib/adapters/fineract/calls";
import type { ReceivedRequest, Receiver } from "../testing/receiver";
import { postEvent, waitForState } from "./api";
import { buildHook, callFineract, pauseAfterFirstFailure, readEmbarcSamples } from "./fineract-client";
import { expect, test } from "./fixtures";
import type { System } from "./system";

const listPosts = (receiver: Receiver) => receiver.requests.filter(({ method }) => method === "POST");
async function waitForPost(receiver: Receiver): Promise<ReceivedRequest> {
  await receiver.waitFor(() => listPosts(receiver).length > 0, 20_000);
  const [request] = listPosts(receiver);
  if (!request) throw new Error("no POST request");
  return request;
}
const postClientCreated = (
  system: System,
  entityId: string,
  { timestamp, ...data }: Record<string, unknown>,
) => {
  const { entityName: _entity, actionName: _action, ...rest } = data;
  return postEvent(system, { type: "CLIENT.CREATE", entityId, occurredAt: timestamp, data: rest });
};

for (const base of fineractBasePaths) {
  test(`Embarc's own JSON, posted to ${base}/hooks, creates a hook; its receiver gets a ping and then the webhook that Embarc documents`, async ({
    system,
    receiver,
  }) => {
    const { hook, sample } = readEmbarcSamples(receiver.url("/embrc"));
    const template = await callFineract(system, "GET", `${base}/hooks/template`);
    expect(template.body.groupings.map((grouping: { name: string }) => grouping.name)).toContain("portfolio");
    const createResponse = await callFineract(system, "POST", `${base}/hooks`, hook);
    expect(createResponse).toMatchObject({ status: 200, body: { resourceId: expect.any(Number) } });
    await receiver.waitFor(1);
    expect(receiver.requests[0]).toMatchObject({ method: "GET", url: "/embrc" });

    await postClientCreated(system, `seed-${base}`, sample);
    const { headers, body } = await waitForPost(receiver);
    expect(body.toString()).toBe(JSON.stringify(sample));
    expect(headers).toMatchObject({
      "content-type": "application/json; charset=UTF-8",
      "x-fineract-entity": "CLIENT",
      "x-fineract-action": "CREATE",
      "fineract-platform-tenantid": "default",
      "x-fineract-endpoint": expect.stringMatching(/^http:.*\/fineract-provider\/api\/$/),
      "x-embarc-signature": expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect((await waitForState(system, `seed-${base}`, "succeeded")).attemptCount).toBe(1);
    const savedHook = await callFineract(system, "GET", `${base}/hooks/${createResponse.body.resourceId}`);
    // Mifos shows the URL of a hook only if the hook has the name of its template.
    expect(savedHook.body).toMatchObject({
      name: "Web",
      displayName: "Client creation hook",
      isActive: true,
      config: [{ fieldName: "Content Type" }, { fieldName: "Payload URL" }],
    });
  });
}

test("a form-encoded webhook has Fineract's fields, and a 204 response is a success", async ({
  system,
  receiver,
}) => {
  receiver.respond({ status: 204 });
  const { hook, sample } = readEmbarcSamples(receiver.url(), "form");
  await callFineract(system, "POST", "/hooks", hook, { "Fineract-Platform-TenantId": "north" });
  await postClientCreated(system, "form-1", sample);
  const { headers, body } = await waitForPost(receiver);
  expect(headers).toMatchObject({
    "content-type": "application/x-www-form-urlencoded",
    "fineract-platform-tenantid": "north",
  });
  expect(Object.fromEntries(new URLSearchParams(body.toString()))).toMatchObject({
    entityName: "CLIENT",
    createdBy: "12.0",
    timestamp: "2025-10-13T07:45:12Z",
    response: "{resourceId=9876.0, officeId=3.0}",
  });
  await waitForState(system, "form-1", "succeeded");
});

test("the calls of Fineract's own integration test, sent in order, get the expected responses", async ({
  system,
  receiver,
}) => {
  const tenant = "tenantIdentifier=default";
  const base = "/fineract-provider/api/v1/hooks";
  const buildHookBody = (url: string) => ({
    ...buildHook(url),
    displayName: "Hook_DisplayName_ABCDE",
    isActive: "true",
    events: [{ actionName: "CREATE", entityName: "OFFICE" }],
  });
  const createResponse = await callFineract(
    system,
    "POST",
    `${base}?${tenant}`,
    buildHookBody(receiver.url("/one/")),
  );
  expect(createResponse.status).toBe(200);
  const id = createResponse.body.resourceId;
  expect((await callFineract(system, "GET", `${base}/${id}?${tenant}`)).body.id).toBe(id);
  const changedHook = buildHookBody(receiver.url());
  const putResponse = await callFineract(system, "PUT", `${base}/${id}?${tenant}`, changedHook);
  const { events, config } = changedHook;
  expect(putResponse).toMatchObject({ status: 200, body: { resourceId: id, changes: { events, config } } });
  const after = await callFineract(system, "GET", `${base}/${id}?${tenant}`);
  expect(after.body.config[1].fieldValue).toBe(receiver.url());
  expect((await callFineract(system, "DELETE", `${base}/${id}?${tenant}`)).body).toEqual({ resourceId: id });
  const goneResponse = await callFineract(system, "GET", `${base}/${id}?${tenant}`);
  expect(goneResponse.status).toBe(404);
  expect(goneResponse.body.errors[0]).toMatchObject({
    userMessageGlobalisationCode: "error.msg.hook.identifier.not.found",
    parameterName: "id",
    args: [{ value: id }],
  });
});

test("the Mifos web app can sign in, and create, list, edit and delete a hook", async ({
  system,
  receiver,
}) => {
  const base = "/fineract-provider/api/v1";
  const post = (path: string, body?: unknown) =>
    fetch(`${system.url}${path}`, {
      method: "POST",
      headers: { "Content-Type": "application/json", "Fineract-Platform-TenantId": "default" },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
  const credentials = { username: "mifos", password: system.apiKey };
  const signInResponse = await post(`${base}/authentication`, credentials);
  const signInResult = await signInResponse.json();
  expect(signInResult).toMatchObject({
    username: "mifos",
    authenticated: true,
    permissions: ["READ_HOOK", "CREATE_HOOK", "UPDATE_HOOK", "DELETE_HOOK"],
    shouldRenewPassword: false,
    isTwoFactorAuthenticationRequired: false,
  });
  const responseToQuery = await post(`/authentication?${new URLSearchParams(credentials)}`);
  expect(await responseToQuery.json()).toEqual(signInResult);
  expect((await post("/api/v1/authentication", { ...credentials, password: "wrong" })).status).toBe(401);
  expect((await post("/api/v1/authentication", { username: "mifos" })).status).toBe(400);

  const preflightHeaders = { Origin: "https://mifos.example", "Access-Control-Request-Method": "POST" };
  const preflight = await fetch(`${system.url}${base}/hooks`, {
    method: "OPTIONS",
    headers: preflightHeaders,
  });
  expect(preflight.headers.get("access-control-allow-origin")).toBe("*");
  expect(preflight.headers.get("access-control-allow-headers")).toContain("Fineract-Platform-TenantId");

  const headers = { Authorization: `Basic ${signInResult.base64EncodedAuthenticationKey}` };
  const callAsMifos = (method: string, path: string, body?: unknown) =>
    callFineract(system, method, `${base}${path}`, body, headers);
  const submittedHook = { ...buildHook(receiver.url()), displayName: "From Mifos", isActive: "" };
  const { resourceId } = (await callAsMifos("POST", "/hooks", submittedHook)).body;
  const listedHook = (await callAsMifos("GET", "/hooks")).body.find(
    (hook: { id: number }) => hook.id === resourceId,
  );
  expect(listedHook).toMatchObject({ displayName: "From Mifos", isActive: false });

  const hookToEdit = (await callAsMifos("GET", `/hooks/${resourceId}?template=true`)).body;
  expect(hookToEdit.templates).toMatchObject([{ name: "Web", schema: [{ placeholder: "json / form" }, {}] }]);
  expect(hookToEdit.groupings.length).toBeGreaterThan(10);
  const editResponse = await callAsMifos("PUT", `/hooks/${resourceId}`, {
    ...{ name: "Web", isActive: true, displayName: "Edited", events: hookToEdit.events },
    config: { "Payload URL": hookToEdit.config[1].fieldValue, "Content Type": "form" },
  });
  expect(editResponse.body.changes).toMatchObject({ displayName: "Edited", isActive: true });
  expect((await callAsMifos("GET", `/hooks/${resourceId}`)).body).toMatchObject({
    ...{ displayName: "Edited", isActive: true },
    config: [{ fieldValue: "form" }, { fieldValue: receiver.url() }],
  });
  expect((await callAsMifos("DELETE", `/hooks/${resourceId}`)).status).toBe(200);
});

test("a hook's delivery is retried as configured; a hook with a failure policy is then paused and shown as not active", async ({
  system,
  receiver,
}) => {
  receiver.respond({ status: 503 });
  const hook = buildHook(receiver.url(), { Retries: "2", "Retry Delays": "1" });
  const { resourceId } = (await callFineract(system, "POST", "/hooks", hook)).body;
  await pauseAfterFirstFailure(system, resourceId);
  await postClientCreated(system, "retries-1", readEmbarcSamples("").sample);
  const { attempts } = await waitForState(system, "retries-1", "failed", 30_000);
  expect(attempts.map(({ number }) => number)).toEqual([1, 2, 3]);
  expect(new Set(listPosts(receiver).map(({ body }) => String(body))).size).toBe(1);
  expect((await callFineract(system, "GET", `/hooks/${resourceId}`)).body.isActive).toBe(false);
});

const jwtSecret = "a-secret-of-at-least-32-characters";
const authentications: [
  name: string,
  fields: Record<string, string>,
  check: (request: ReceivedRequest) => unknown,
][] = [
  [
    "basic",
    { "Receiver User Name": "us", "Receiver Password": "p:w" },
    ({ headers }) => expect(headers.authorization).toBe(`Basic ${btoa("us:p:w")}`),
  ],
  [
    "api key",
    { "Receiver Key Header": "X-Their-Key", "Receiver Key": "k-1" },
    ({ headers }) => expect(headers["x-their-key"]).toBe("k-1"),
  ],
  [
    "jwt",
    { "Receiver JWT Secret": jwtSecret, "Receiver JWT Issuer": "hookledger" },
    async ({ headers }) => {
      const token = (headers.authorization ?? "").replace("Bearer ", "");
      const { payload } = await jwtVerify(token, new TextEncoder().encode(jwtSecret), {
        issuer: "hookledger",
      });
      expect(payload.jti).toBeTruthy();
    },
  ],
];
for (const [name, fields, check] of authentications) {
  test(`the receiver verifies the ${name} authentication and the signature; the API shows neither of the two secrets`, async ({
    system,
    receiver,
  }) => {
    const key = "the-signing-key-of-this-hook";
    const hook = buildHook(receiver.url(), {
      "Receiver Authentication": name,
      ...fields,
      "Signing Key": key,
    });
    const { resourceId } = (await callFineract(system, "POST", "/hooks", hook)).body;
    await postClientCreated(system, `auth-${name}`, readEmbarcSamples("").sample);
    const request = await waitForPost(receiver);
    await check(request);
    const signature = createHmac("sha256", key).update(request.body).digest("hex");
    expect(request.headers["x-embarc-signature"]).toBe(signature);
    const hookAsText = JSON.stringify((await callFineract(system, "GET", `/hooks/${resourceId}`)).body);
    expect(hookAsText).toContain("********");
    for (const secret of [key, "p:w", "k-1", jwtSecret]) expect(hookAsText).not.toContain(secret);
  });
}
