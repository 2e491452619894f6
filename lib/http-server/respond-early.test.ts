import { IncomingMessage } from "node:http";
import { Socket } from "node:net";
import { expect, test } from "vitest";
import { respondEarly } from "./respond-early";

/** Makes a request like those of Node's parser. */
function makeRequest(method: string, url: string, headers: Record<string, string> = {}): IncomingMessage {
  const allHeaders = { host: "localhost:3000", ...headers };
  const message = new IncomingMessage(new Socket());
  return Object.assign(message, {
    method,
    url,
    headers: allHeaders,
    rawHeaders: Object.entries(allHeaders).flat(),
  });
}

function readEarlyResponse(method: string, url: string, headers?: Record<string, string>) {
  const response = respondEarly(makeRequest(method, url, headers));
  if (!response) return null;
  const { status, headers: given, body } = response;
  return { status, allow: given.Allow ?? null, type: given["Content-Type"] ?? null, text: body ?? "" };
}

test.each([
  ["GET", "/api/v1/webhooks?limit=5"],
  ["HEAD", "/api/v1/webhooks"],
  ["POST", "/api/v1/events"],
  ["POST", "/api/WEBHOOK/Register"],
  ["HEAD", "/api/Webhook/subscription"],
  ["PUT", "/fineract-provider/api/v1/hooks/5"],
  ["DELETE", "/api/v1/nothing/here"],
  ["PUT", "/api/inngest"],
  ["GET", "/loans/100%25/webhooks?q=100%"],
  ["GET", "/search?q=%2500"],
  ["POST", "/sign-in"],
  ["POST", "/in/t0ken"],
  ["PUT", "/in/t0ken/"],
  ["GET", "/in/t0ken/"],
  ["HEAD", "/in/t0ken"],
])("%s %s goes on to its route", (method, url) => {
  expect(respondEarly(makeRequest(method, url))).toBeUndefined();
});

const errorFormats: [string, RegExp][] = [
  ["/api/v1/event-types/", /^\{"type":"about:blank","title":.*"code":"bad_request","detail":.*"requestId"/],
  ["/api/Webhook/", /^\{"result":null,.*"success":false,"error":\{.*"__abp":true\}$/],
  [
    "/hooks/",
    /^\{"developerMessage":.*"httpStatusCode":"400".*"userMessageGlobalisationCode":"error.msg.invalid.request"/,
  ],
  ["/fineract-provider/api/v1/hooks/", /^\{"developerMessage"/],
  ["/api/public/api/1/webhook/retry/1/", /^\{"error":\{"message":.*"type":"bad_request","code":400\}\}$/],
  ["/in/", /^\{"type":"about:blank","title":.*"code":"bad_request","detail":.*"requestId"/],
  ["/loans/", /^The path (has|contains) .*\.\n$/],
];

test.each(errorFormats)(
  "%s rejects a broken escape, an unpaired surrogate and U+0000 in the format of its adapter",
  async (path, shape) => {
    for (const invalidPart of ["%", "%zz", "%ED%A0%80", "a%00b"]) {
      const response = await readEarlyResponse("GET", path + invalidPart);
      expect(response, invalidPart).toMatchObject({ status: 400, text: expect.stringMatching(shape) });
    }
  },
);

test("U+0000 in a query is rejected, by the API as well as by pages", async () => {
  for (const path of ["/api/v1/deliveries?entityId=%00", "/search?q=a%00", "/hooks?template=%00"]) {
    expect(await readEarlyResponse("GET", path), path).toMatchObject({
      status: 400,
      text: expect.stringContaining("The query contains U+0000"),
    });
  }
});

test("an unsupported method gets a 405 that lists the supported methods, in the format of the path's adapter", async () => {
  const cases: [string, string, string, RegExp][] = [
    ["TRACE", "/api/v1/webhooks", "GET, HEAD, POST, OPTIONS", /"code":"method_not_allowed"/],
    ["GET", "/api/v1/events/batch", "POST, OPTIONS", /"title":"Method not allowed"/],
    ["PUT", "/api/webhook/register", "POST, OPTIONS", /"__abp":true/],
    ["DELETE", "/hooks/template", "GET, HEAD, OPTIONS", /"httpStatusCode":"405"/],
    ["HEAD", "/api/v1/authentication", "POST, OPTIONS", /error.msg.method.not.allowed/],
    ["GET", "/api/public/api/1/webhook/retry/a/1", "POST, OPTIONS", /"type":"method_not_allowed","code":405/],
    ["DELETE", "/in/t0ken/", "POST, PUT, GET, HEAD, OPTIONS", /"code":"method_not_allowed"/],
    ["PATCH", "/in/t0ken", "POST, PUT, GET, HEAD, OPTIONS", /"code":"method_not_allowed"/],
    [
      "PROPFIND",
      "/api/v1/nothing",
      "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS",
      /"code":"method_not_allowed"/,
    ],
    [
      "PUT",
      "/deliveries",
      "GET, HEAD, POST, OPTIONS",
      /^This URL does not support PUT\. Use GET, HEAD, POST\.\n$/,
    ],
  ];
  for (const [method, path, allow, text] of cases) {
    expect(await readEarlyResponse(method, path), `${method} ${path}`).toMatchObject({
      ...{ status: 405, allow, text: expect.stringMatching(text) },
    });
  }
});

test("a slash at the end of one of Fineract's paths or of a source's URL is ignored; other paths keep it", () => {
  const cases = [
    ["/hooks/", "/hooks"],
    [
      "/fineract-provider/api/v1/hooks/?tenantIdentifier=default",
      "/fineract-provider/api/v1/hooks?tenantIdentifier=default",
    ],
    ["/api/v1/hooks/4/", "/api/v1/hooks/4"],
    ["/hooks/template/", "/hooks/template"],
    ["/hooks?template=a/", "/hooks?template=a/"],
    ["/in/t0ken/", "/in/t0ken"],
    ["/in/t0ken/?path=a/", "/in/t0ken?path=a/"],
    ["/api/v1/webhooks/", "/api/v1/webhooks/"],
    ["/loans/", "/loans/"],
    ["/", "/"],
  ] as const;
  for (const [url, rewrittenUrl] of cases) {
    const request = makeRequest("GET", url);
    expect(respondEarly(request), url).toBeUndefined();
    expect(request.url).toBe(rewrittenUrl);
  }
});

test("every method that Fineract's API lacks gets a 405 with Allow, JSON and the CORS header", () => {
  const allowedByPath = {
    "/hooks": "GET, HEAD, POST",
    "/hooks/4": "GET, HEAD, PUT, DELETE",
    "/authentication": "POST",
  };
  for (const [path, allowed] of Object.entries(allowedByPath)) {
    for (const base of ["", "/api/v1", "/fineract-provider/api/v1"]) {
      for (const method of ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"]) {
        if (allowed.split(", ").includes(method)) continue;
        const response = respondEarly(makeRequest(method, `${base}${path}/`));
        expect(response, `${method} ${base}${path}`).toMatchObject({
          status: 405,
          headers: {
            Allow: `${allowed}, OPTIONS`,
            "Content-Type": "application/json",
            "Access-Control-Allow-Origin": "*",
          },
        });
        expect(JSON.parse(String(response?.body))).toMatchObject({ httpStatusCode: "405" });
      }
    }
  }
});

test("OPTIONS returns the supported methods; a browser's preflight goes on to Next.js, which adds the CORS headers", async () => {
  expect(await readEarlyResponse("OPTIONS", "*")).toMatchObject({
    status: 204,
    allow: "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS",
  });
  expect(await readEarlyResponse("OPTIONS", "/api/Webhook/register")).toMatchObject({
    status: 204,
    allow: "POST, OPTIONS",
  });
  expect(await readEarlyResponse("OPTIONS", "/")).toMatchObject({
    status: 204,
    allow: "GET, HEAD, POST, OPTIONS",
  });
  expect(await readEarlyResponse("OPTIONS", "/hooks", { "access-control-request-method": "PUT" })).toBeNull();
});

test("an invalid or repeated Host header is rejected; an empty Host header is not", async () => {
  for (const host of ["a b", "a/b", "user@a", "[", "a:b"]) {
    expect(await readEarlyResponse("GET", "/api/v1/webhooks", { host }), host).toMatchObject({ status: 400 });
  }
  for (const host of ["", "my_host", "[::1]:3000", "bücher.example"]) {
    expect(await readEarlyResponse("GET", "/api/v1/webhooks", { host }), host).toBeNull();
  }
  const twice = makeRequest("GET", "/api/v1/webhooks");
  twice.rawHeaders.push("Host", "other.example");
  expect(respondEarly(twice)?.status).toBe(400);
});

test("a request target that is a URL is rewritten to its path, and its host replaces the Host header", async () => {
  const absolute = makeRequest("GET", "http://portal.example:8080/api/v1/webhooks?limit=5");
  expect(respondEarly(absolute)).toBeUndefined();
  expect([absolute.url, absolute.headers.host]).toEqual(["/api/v1/webhooks?limit=5", "portal.example:8080"]);
  expect(await readEarlyResponse("GET", "nonsense")).toMatchObject({ status: 400 });
});
