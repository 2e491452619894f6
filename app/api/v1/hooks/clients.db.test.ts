import { beforeAll, expect, test } from "vitest";
import { createApiKey } from "@/lib/api-keys/create-api-key";
import { useDatabase } from "@/testing/database";
import { hookUrl } from "@/testing/fineract-hooks";
import { fillCatalogue, scope } from "@/testing/ledger";
import { POST as signIn } from "../authentication/route";
import { DELETE, GET, PUT } from "./[hookId]/route";
import { POST as createHook, GET as listHooks } from "./route";
import { GET as getTemplate } from "./template/route";

// The calls of two public clients of Fineract's hooks, and what they read from the responses.

useDatabase();
let apiKey = "";
beforeAll(async () => {
  await fillCatalogue();
  const created = await createApiKey(scope, { name: "Client", scopes: ["all"], partnerId: null });
  if (!created.ok) throw new Error(JSON.stringify(created.errors));
  apiKey = created.token;
});

type Route = typeof GET;

async function callRoute(route: Route, method: string, body?: unknown, hookId?: number, key = apiKey) {
  const request = new Request(`http://localhost/hooks${hookId === undefined ? "" : `/${hookId}`}`, {
    method,
    headers: {
      Authorization: `Basic ${Buffer.from(`mifos:${key}`).toString("base64")}`,
      "Content-Type": "application/json",
      "Fineract-Platform-TenantId": "default",
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const params: Record<string, string> = hookId === undefined ? {} : { hookId: String(hookId) };
  const response = await route(request, { params: Promise.resolve(params) });
  return { status: response.status, headers: response.headers, body: await response.json() };
}

const clientEvents = [{ entityName: "CLIENT", actionName: "CREATE" }];
const config = { "Payload URL": hookUrl, "Content Type": "json" };

// PyFineract 0.1.3, fineract/objects/hook.py and fineract/handlers.py.
test("PyFineract creates, finds and updates hooks, and finds the message of an error", async () => {
  const hook = { name: "Web", displayName: "Core feed", events: clientEvents, config };
  const { resourceId } = (await callRoute(createHook, "POST", hook)).body;
  const created = await callRoute(GET, "GET", undefined, resourceId);
  expect(created.body).toMatchObject({
    ...{ id: resourceId, name: "Web", displayName: "Core feed", isActive: false },
    createdAt: [expect.any(Number), expect.any(Number), expect.any(Number)],
    updatedAt: [expect.any(Number), expect.any(Number), expect.any(Number)],
    ...{ templateId: 0, events: clientEvents, config: [{ fieldValue: "json" }, { fieldValue: hookUrl }] },
  });
  const listed = await callRoute(listHooks, "GET");
  expect(listed.body.map(({ displayName }: { displayName: string }) => displayName)).toContain("Core feed");
  expect((await callRoute(getTemplate, "GET")).body.templates).toMatchObject([{ name: "Web" }]);

  const movedConfig = { ...config, "Payload URL": `${hookUrl}/moved` };
  const changed = { ...hook, isActive: false, config: movedConfig };
  expect((await callRoute(PUT, "PUT", changed, resourceId)).body).toEqual({
    resourceId,
    changes: { events: clientEvents, config: movedConfig },
  });
  for (const [response, status] of [
    [await callRoute(createHook, "POST", { ...hook, events: [] }), 400],
    [await callRoute(listHooks, "GET", undefined, undefined, "wrong"), 401],
    [await callRoute(GET, "GET", undefined, 2_147_483_647), 404],
  ] as const) {
    expect(response).toMatchObject({ status, body: { defaultUserMessage: expect.any(String) } });
  }
});

// openMF/web-app, commit 7ab980c, src/app/system/manage-hooks and src/app/core/authentication.
test("the Mifos web app shows and edits a hook that was created with another name than a template's", async () => {
  const signedIn = await callRoute(signIn, "POST", { username: "mifos", password: apiKey });
  expect(signedIn.body).toMatchObject({ base64EncodedAuthenticationKey: expect.any(String) });
  const configArray = Object.entries(config).map(([fieldName, fieldValue]) => ({ fieldName, fieldValue }));
  const hook = { name: "client-events", isActive: true, events: clientEvents, config: configArray };
  const { resourceId } = (await callRoute(createHook, "POST", hook)).body;

  // view-hook.component.html shows the content type and the URL only if the name is "Web".
  const shown = (await callRoute(GET, "GET", undefined, resourceId)).body;
  expect(shown).toMatchObject({ name: "Web", displayName: "client-events", isActive: true });
  expect([shown.config[0].fieldValue, shown.config[1].fieldValue]).toEqual(["json", hookUrl]);

  // edit-hook.component.ts sends the name of the response, which it does not let the user change, and the two fields of "Web".
  const edited = { name: shown.name, isActive: false, displayName: "Edited", events: shown.events, config };
  expect((await callRoute(PUT, "PUT", edited, resourceId)).body.changes).toEqual({
    ...{ displayName: "Edited", isActive: false, events: clientEvents },
    config,
  });
  expect((await callRoute(DELETE, "DELETE", undefined, resourceId)).body).toEqual({ resourceId });

  // error-handler.interceptor.ts shows the first error's message; a 401 with a challenge would open the browser's own dialog.
  const gone = await callRoute(GET, "GET", undefined, resourceId);
  expect(gone.body.errors[0].defaultUserMessage).toBe(
    `Hook with identifier \`${resourceId}\` does not exist`,
  );
  const failedSignIn = await callRoute(signIn, "POST", { username: "mifos", password: "wrong" });
  expect([failedSignIn.status, failedSignIn.headers.has("www-authenticate")]).toEqual([401, false]);
  const withoutKey = await callRoute(listHooks, "GET", undefined, undefined, "wrong");
  expect(withoutKey.headers.get("www-authenticate")).toBe('Basic realm="Fineract Platform API"');
});
