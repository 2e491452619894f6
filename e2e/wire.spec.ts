import { fetchOpenApiDocument } from "./documented-operations";
import { expect, test } from "./fixtures";
import { fillRoute, rolesByRoute } from "./portal-routes";
import { openConnection, type RawConnection } from "./raw-request";
import type { System } from "./system";

// Requests that no page or client of the product sends, most of them written byte by byte. lib/http-server has the unit tests.

async function withConnection<T>(
  { url }: System,
  work: (connection: RawConnection) => Promise<T>,
): Promise<T> {
  const connection = await openConnection(url);
  return work(connection).finally(() => connection.close());
}

const bearerHeader = (key: string) => `Authorization: Bearer ${key}\r\n`;
const healthRequest = "GET /api/v1/health HTTP/1.1\r\nHost: x\r\n\r\n";

/** Builds a POST request with a body of one million characters, chunked or with Content-Length. */
function buildPost(path: string, key: string, isChunked: boolean): string {
  const body = JSON.stringify({ long: "x".repeat(1_000_000) });
  const head = `POST ${path} HTTP/1.1\r\nHost: x\r\n${bearerHeader(key)}Content-Type: application/json\r\n`;
  if (!isChunked) return `${head}Content-Length: ${body.length}\r\n\r\n${body}`;
  return `${head}Transfer-Encoding: chunked\r\n\r\n${body.length.toString(16)}\r\n${body}\r\n0\r\n\r\n`;
}

test("in the native API, Plexe's and Fineract's, a connection can be used again after an error that was sent before the whole body was read", async ({
  system,
}) => {
  const paths = [
    "/api/v1/events",
    "/api/v1/events/batch",
    "/api/v1/webhooks",
    "/api/Webhook/register",
    "/hooks",
  ];
  for (const path of paths) {
    for (const isChunked of [false, true]) {
      // The body is within the size limit of a batch, so a batch is rejected because of its content.
      const statusIfTooLarge = path.endsWith("batch") ? 400 : 413;
      for (const [key, status] of [
        ["hl_wrong", 401],
        [system.apiKey, statusIfTooLarge],
      ] as const) {
        const statuses = await withConnection(system, async (connection) => [
          (await connection.send(buildPost(path, key, isChunked))).status,
          (await connection.send(healthRequest)).status,
        ]);
        expect(statuses, `${path} ${status} ${isChunked ? "chunked" : ""}`).toEqual([status, 200]);
      }
    }
  }
});

test("an Upgrade header, as Java's client sends it, is ignored", async ({ system }) => {
  const upgradeHeaders =
    "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAEAAEAAAAIAAAABAAMAAABkAAQBAAAAAAUAAEAA\r\n";
  await fetch(`${system.url}/api/v1/health`);
  for (const [line, status] of [
    ["GET /api/v1/webhooks", 200],
    ["POST /api/v1/events", 400],
  ] as const) {
    const request = `${line} HTTP/1.1\r\nHost: x\r\n${bearerHeader(system.apiKey)}${upgradeHeaders}Content-Length: 0\r\n\r\n`;
    expect((await withConnection(system, ({ send }) => send(request))).status, line).toBe(status);
  }
});

test("unusual targets, hosts and methods are served or rejected with an explanation", async ({ system }) => {
  const cases: [line: string, status: number, responsePattern: RegExp, host?: string][] = [
    ["TRACE /api/v1/webhooks", 405, /allow: GET, HEAD, POST, OPTIONS\r\n.*method_not_allowed/is],
    ["PROPFIND /", 405, /allow: GET, HEAD, POST, OPTIONS\r\n.*does not support PROPFIND/is],
    ["POST /live", 405, /allow: GET, HEAD, OPTIONS\r\n.*read-only/is],
    ["DELETE /api/v1/webhooks", 405, /allow: GET, HEAD, POST, OPTIONS\r\n/i],
    ["GET /api/webhook/register", 405, /allow: POST, OPTIONS\r\n.*__abp/is],
    ["CONNECT other.example:443", 405, /allow: /i],
    ["OPTIONS *", 204, /allow: GET, HEAD, POST/i],
    ["OPTIONS /api/v1/events/batch", 204, /allow: POST, OPTIONS/i],
    ["GET /api/v1/event-types/%zz", 400, /application\/problem\+json.*percent sign/s],
    ["GET /loans/%/webhooks", 400, /text\/plain.*percent sign/s],
    ["GET /hooks/%", 400, /userMessageGlobalisationCode/],
    ["GET /sign-in", 400, /Host header/, "a b"],
    ["POST /api/v1/events", 400, /Host header/, "a b"],
    ["GET http://portal.example/api/v1/health", 200, /"status":"ok"/],
    ["POST http://portal.example/api/v1/events", 400, /The body is empty/],
  ];
  for (const [line, status, responsePattern, host = "x"] of cases) {
    const request = `${line} HTTP/1.1\r\nHost: ${host}\r\n${bearerHeader(system.apiKey)}Content-Length: 0\r\n\r\n`;
    const response = await withConnection(system, ({ send }) => send(request));
    expect(response.status, line).toBe(status);
    expect(`${response.head}\r\n\r\n${response.body}`, line).toMatch(responsePattern);
  }
});

test("text that cannot be stored gets a 400 in every body, query and path of every API, and in every page's URL", async ({
  system,
}) => {
  test.setTimeout(120_000);
  const { operations } = await fetchOpenApiDocument(system);
  const headers = {
    Authorization: bearerHeader(system.apiKey).slice(15).trim(),
    "Content-Type": "application/json",
  };
  const sendRequest = async (method: string, path: string, body?: string) => {
    const response = await fetch(system.url + path, { method, headers, ...(body ? { body } : {}) });
    return `${response.status} ${await response.text()}`;
  };
  const rejectedPattern = /^400 .*cannot be stored/s;
  for (const { method, path, requestBody, operationId } of operations) {
    const filledPath = path.replace(/\{\w+\}/g, "00000000-0000-7000-8000-000000000000");
    expect(await sendRequest(method, `${filledPath}?entityId=a%00b`), `${operationId} query`).toMatch(
      rejectedPattern,
    );
    if (path.includes("{"))
      expect(await sendRequest(method, path.replace(/\{\w+\}/g, "a%00b")), `${operationId} path`).toMatch(
        rejectedPattern,
      );
    // A line of NDJSON is counted as invalid instead.
    const json = requestBody?.content["application/json"];
    const texts = json ? ['"a\\u0000b"', '"half \\ud83d"', '{"deep": ["\\u0000"]}'] : [];
    for (const text of texts) {
      const example = JSON.stringify(json?.example);
      const body = `{"note": ${text}, ${example.slice(1)}`.replace(/, \}$/, "}");
      expect(await sendRequest(method, filledPath, body), `${operationId} ${text}`).toMatch(rejectedPattern);
    }
  }
  for (const route of Object.keys(rolesByRoute)) {
    expect(await sendRequest("GET", `${fillRoute(route)}?q=a%00b&loanId=%00`), route).toMatch(
      rejectedPattern,
    );
  }
});
