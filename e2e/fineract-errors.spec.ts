import { fineractBasePaths, fineractCalls } from "../lib/adapters/fineract/calls";
import { call } from "./api";
import { insertApiKey } from "./api-key";
import { buildHook, callFineract } from "./fineract-client";
import { expect, test } from "./fixtures";

test("invalid input gets an error in Fineract's format", async ({ system, receiver }) => {
  const post = async (body: unknown) => {
    const response = await callFineract(system, "POST", "/api/v1/hooks", body);
    return [response.status, response.body.errors[0].userMessageGlobalisationCode];
  };
  const invalidBodyCode = "error.msg.invalid.request.body";
  const validHook = buildHook(receiver.url());
  expect(await post("{")).toEqual([400, invalidBodyCode]);
  expect(await post("")).toEqual([400, invalidBodyCode]);
  expect(await post("[".repeat(50_000))).toEqual([400, invalidBodyCode]);
  expect(await post('{"name":"Web","config":{"__proto__":{"a":"b"}}}')).toEqual([400, invalidBodyCode]);
  for (const field of ["role", "partnerId", "id"]) {
    expect(await post({ ...validHook, [field]: "x" }), field).toEqual([
      400,
      "error.msg.parameter.unsupported",
    ]);
  }
  const rejectedUrls = [
    "http://10.0.0.1/",
    "http://169.254.169.254/",
    "https://[::ffff:10.0.0.1]/",
    "https://167772161/",
    "ftp://x/",
    "https://user:pass@example.com/",
  ];
  for (const url of rejectedUrls) {
    expect(await post(buildHook(url)), url).toEqual([400, "validation.msg.hook.url.invalid"]);
  }
  const hookWithLineBreakInToken = buildHook(receiver.url(), {
    "Receiver Authentication": "bearer",
    "Receiver Token": "a\r\nb: c",
  });
  expect(await post(hookWithLineBreakInToken)).toEqual([400, "validation.msg.hook.receiver.token.invalid"]);
  for (const base of fineractBasePaths) {
    const large = JSON.stringify({ ...validHook, displayName: "y".repeat(10_000_000) });
    expect((await callFineract(system, "POST", `${base}/hooks`, large)).status, base).toBe(413);
  }
  for (const id of ["abc", "0", "-1", "2147483648", "99999999999999999999"]) {
    for (const method of ["GET", "PUT", "DELETE"]) {
      const body = method === "PUT" ? {} : undefined;
      expect((await callFineract(system, method, `/hooks/${id}`, body)).status, `${method} ${id}`).toBe(404);
    }
  }
  expect((await callFineract(system, "GET", "/hooks/1%00")).status).toBe(400);
  const tenant = { "Fineract-Platform-TenantId": "a b" };
  expect((await callFineract(system, "GET", "/hooks", undefined, tenant)).status).toBe(401);
  expect(receiver.requests).toHaveLength(0);
});

test("each call returns 401 without a key, 403 to a key without the required scope, and neither to a key with that scope", async ({
  system,
}) => {
  const { signInToFineract: _, ...calls } = fineractCalls;
  const keys = {
    "webhooks:read": await insertApiKey(system, ["webhooks:read"]),
    "webhooks:write": await insertApiKey(system, ["webhooks:write"]),
  };
  for (const { method, path, permission } of Object.values(calls)) {
    const url = path.replace("{hookId}", "2147483647");
    const body = method === "GET" || method === "DELETE" ? undefined : {};
    const responseWithoutKey = await call(system, method, url, body, "");
    expect(responseWithoutKey.status, `${method} ${path}`).toBe(401);
    expect(responseWithoutKey.body).toMatchObject({
      userMessageGlobalisationCode: "error.msg.not.authenticated",
    });
    const otherScope = permission === "webhooks:read" ? "webhooks:write" : "webhooks:read";
    const responseWithoutScope = await call(system, method, url, body, keys[otherScope]);
    expect(responseWithoutScope.status, `${method} ${path}`).toBe(403);
    expect(responseWithoutScope.body).toMatchObject({
      httpStatusCode: "403",
      userMessageGlobalisationCode: "error.msg.not.authorized",
    });
    const { status } = await call(system, method, url, body, keys[permission]);
    expect([200, 400, 404], `${method} ${path}`).toContain(status);
  }
});

test("a path can end with a slash, a 405 has Allow and JSON, a failed sign-in has no WWW-Authenticate, and a browser can read them all", async ({
  system,
}) => {
  for (const base of fineractBasePaths) {
    const listResponse = await callFineract(system, "GET", `${base}/hooks/?tenantIdentifier=default`);
    expect(listResponse.status, base).toBe(200);
    const methodResponse = await callFineract(system, "PUT", `${base}/hooks/`, {});
    expect(methodResponse, base).toMatchObject({ status: 405, body: { httpStatusCode: "405" } });
    expect(methodResponse.headers.get("allow")).toBe("GET, HEAD, POST, OPTIONS");
    const credentials = { username: "mifos", password: "wrong" };
    const signInResponse = await callFineract(system, "POST", `${base}/authentication/`, credentials);
    expect(signInResponse.status, base).toBe(401);
    expect(signInResponse.headers.has("www-authenticate")).toBe(false);
    for (const { headers } of [listResponse, methodResponse, signInResponse])
      expect(headers.get("access-control-allow-origin"), base).toBe("*");
  }
  const withoutKey = await callFineract(system, "GET", "/hooks", undefined, { Authorization: "" });
  expect(withoutKey.headers.get("www-authenticate")).toMatch(/^Basic /);
});

test("a webhook of another dialect does not appear as a hook", async ({ system, receiver }) => {
  const native = await call(system, "POST", "/api/v1/webhooks", { url: receiver.url() });
  expect((await callFineract(system, "GET", `/hooks/${native.body.number}`)).status).toBe(404);
  const listedIds = (await callFineract(system, "GET", "/hooks")).body.map(({ id }: { id: number }) => id);
  expect(listedIds).not.toContain(native.body.number);
});

test("a call of Fineract that Hookledger does not have gets a 404 in JSON, which a web app at another origin can read", async ({
  system,
}) => {
  for (const path of ["/api/v1/notifications?isRead=false", "/actuator/info"]) {
    const url = `${system.url}/fineract-provider${path}`;
    const preflight = await fetch(url, {
      method: "OPTIONS",
      headers: { Origin: "https://mifos.example", "Access-Control-Request-Method": "GET" },
    });
    expect(preflight.ok).toBe(true);
    const response = await fetch(url, { headers: { Origin: "https://mifos.example" } });
    expect(response.status).toBe(404);
    for (const { headers } of [preflight, response])
      expect(headers.get("access-control-allow-origin")).toBe("*");
    expect(await response.json()).toMatchObject({ code: "not_found" });
  }
});
