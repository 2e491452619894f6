import { createHmac } from "node:crypto";
import { type Recording, readRecordings } from "../testing/fineract-recordings";
import { call } from "./api";
import { expect, test } from "./fixtures";
import { openConnection } from "./raw-request";
import type { System } from "./system";
import { buildMessage, createSource, sendMessage, sourceKey } from "./test-source";

const sign = (body: string) => createHmac("sha256", sourceKey).update(body).digest("base64");

/** Lists the messages of a source once none of them waits. */
async function listMapped(system: System, sourceId: string) {
  const list = async () =>
    (await call(system, "GET", `/api/v1/sources/${sourceId}/messages?limit=200`)).body.items as {
      id: string;
      state: string;
      reason: string | null;
    }[];
  const countWaiting = async () => (await list()).filter(({ state }) => state === "waiting").length;
  await expect.poll(countWaiting, { timeout: 20_000 }).toBe(0);
  return list();
}

test("a source's URL has the address at which the system is reached, and takes messages with and without a final slash", async ({
  system,
}) => {
  const { id, url } = await createSource(system, "With and without a slash");
  expect(url.startsWith(`${system.url}/in/`)).toBe(true);
  expect(await sendMessage(url, buildMessage("OpportunityUpdated", "OPP-slash"))).toBe(200);
  expect(await sendMessage(`${url}/`, buildMessage("OpportunityUpdated", "OPP-slash"))).toBe(200);
  expect((await listMapped(system, id)).map(({ state }) => state)).toEqual(["mapped", "mapped"]);
});

test("GET and HEAD check a URL and store nothing; a GET with values gets a 405, because it would be lost", async ({
  system,
}) => {
  const { id, url } = await createSource(system, "Checked");
  for (const checked of [url, `${url}/`]) {
    const got = await fetch(checked);
    expect([got.status, await got.json()]).toEqual([200, { ok: true }]);
    const head = await fetch(checked, { method: "HEAD" });
    expect([head.status, await head.text()]).toEqual([200, ""]);
    const withValues = await fetch(`${checked}?eventName=OpportunityUpdated&entityId=OPP-1`);
    expect(withValues.status).toBe(405);
    expect(withValues.headers.get("allow")).toBe("POST, PUT, OPTIONS");
    expect(await withValues.json()).toMatchObject({ code: "method_not_allowed" });
  }
  expect(await listMapped(system, id)).toEqual([]);
});

test("PUT sends a message; any other method gets a 405 with the allowed ones", async ({ system }) => {
  const { id, url } = await createSource(system, "Put");
  const body = buildMessage("OpportunityUpdated", "OPP-put");
  const headers = { "Content-Type": "application/json", "X-PL-Signature": sign(body) };
  expect((await fetch(url, { method: "PUT", headers, body })).status).toBe(200);
  for (const method of ["DELETE", "PATCH"]) {
    const response = await fetch(url, { method, headers, body });
    expect(response.status, method).toBe(405);
    expect(response.headers.get("allow"), method).toBe("POST, PUT, GET, HEAD, OPTIONS");
  }
  expect((await listMapped(system, id)).map(({ state }) => state)).toEqual(["mapped"]);
});

test("an unknown token gets a 404, with every method and a body of any size", async ({ system }) => {
  const url = `${system.url}/in/${"A".repeat(43)}`;
  for (const checked of [url, `${url}/`]) {
    expect((await fetch(checked)).status).toBe(404);
    const response = await fetch(checked, { method: "POST", body: "x".repeat(2 * 1024 * 1024) });
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({
      code: "not_found",
      detail: expect.stringContaining("URL"),
    });
  }
});

test("a body of 1 MiB is stored, one byte more gets a 413, with and without its length", async ({
  system,
}) => {
  const { id, url } = await createSource(system, "Large");
  const start = '{"id":"large","eventName":"OpportunityUpdated","entityId":"OPP-large","note":"';
  const body = `${start}${"x".repeat(1024 * 1024 - start.length - 2)}"}`;
  expect(await sendMessage(url, body)).toBe(200);
  expect(await sendMessage(url, `${body} `)).toBe(413);
  const stream = new Blob([body, " "]).stream();
  const chunked = await fetch(url, { method: "POST", body: stream, duplex: "half" } as RequestInit);
  expect([chunked.status, await chunked.json()]).toMatchObject([413, { code: "too_large" }]);
  expect(await listMapped(system, id)).toHaveLength(1);
});

test("a header that comes twice is kept twice; a signature that comes twice does not verify", async ({
  system,
}) => {
  const { id, url } = await createSource(system, "Headers");
  const { pathname, host } = new URL(url);
  const connection = await openConnection(system.url);
  const send = (body: string, headers: string[]) =>
    connection.send(
      [
        `POST ${pathname} HTTP/1.1`,
        `Host: ${host}`,
        `Content-Length: ${Buffer.byteLength(body)}`,
        "Content-Type: application/json",
        ...headers,
        "",
        body,
      ].join("\r\n"),
    );
  const body = buildMessage("OpportunityUpdated", "OPP-headers");
  const signature = `X-PL-Signature: ${sign(body)}`;
  const stored = await send(body, [signature, "X-Twice: 1", "X-Twice: 2"]);
  expect(stored.status).toBe(200);
  expect((await send(body, [signature, signature])).status).toBe(401);
  connection.close();
  const path = `/api/v1/sources/${id}/messages/${JSON.parse(stored.body).id}`;
  const { headers } = (await call(system, "GET", path)).body as { headers: [string, string][] };
  expect(headers.filter(([name]) => name === "X-Twice")).toEqual([
    ["X-Twice", "1"],
    ["X-Twice", "2"],
  ]);
});

test("everything that a real Fineract sends becomes an event or is listed with a reason", async ({
  system,
}) => {
  const settings = { name: "A real Fineract", system: "fineract" };
  const { body: source } = await call(system, "POST", "/api/v1/sources", settings);
  expect(source.url).toMatch(/\/in\/[\w-]{43}\/$/);
  const send = ({ method, headers, body }: Recording) => {
    // The client sets the headers of its own connection.
    const { host: _host, connection: _connection, "content-length": _length, ...kept } = headers;
    return fetch(source.url, { method, headers: kept, ...(method === "POST" && { body }) });
  };
  const nameById = new Map<string, string>();
  for (const recording of readRecordings()) {
    const response = await send(recording);
    expect(response.status, recording.name).toBe(200);
    const { id } = await response.json();
    if (id) nameById.set(id, recording.name);
  }
  const messages = await listMapped(system, source.id);
  expect(messages.map(({ id }) => id).sort()).toEqual([...nameById.keys()].sort());
  for (const { id, state, reason } of messages) {
    const name = nameById.get(id);
    if (state !== "mapped") expect([name, state, reason]).toEqual([name, "unmapped", expect.any(String)]);
    if (name?.endsWith("-done")) expect([name, state]).toEqual([name, "mapped"]);
  }
});
