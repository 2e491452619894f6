import { beforeAll, expect, test } from "vitest";
import { pool } from "@/lib/db";
import { useDatabase } from "@/testing/database";
import { fillCatalogue, scope } from "@/testing/ledger";
import { listStored, makeBody, openDoor, readToken, receive, signBody } from "@/testing/source-door";
import { origin, sourceKey } from "@/testing/sources";
import { deleteSource } from "../delete-source";
import { rotateSource } from "../rotate-source";
import { updateSource } from "../update-source";
import { receiveMessage } from "./receive-message";

useDatabase();
beforeAll(fillCatalogue);

test("a message that verifies is stored byte for byte, and waits for its mapping", async () => {
  const { id, token } = await openDoor();
  const body = `${makeBody()}\n `;
  expect(await receive(token, body)).toMatchObject({ ok: true });
  const [message] = await listStored(id);
  expect(message).toMatchObject({ state: "waiting", verified: true, eventId: null, reason: null });
  expect(String(message?.body)).toBe(body);
});

test("credentials, cookies, the header with the key and everything with the token are not stored", async () => {
  const verification = { kind: "header", header: "X-Our-Key" };
  const { id, token } = await openDoor({ system: "loanpro", verification });
  const received = await receiveMessage(token, {
    method: "POST",
    url: `/in/${token}?from=${token}`,
    headers: [
      ["Authorization", "Basic c2VjcmV0"],
      ["Proxy-Authorization", "Basic c2VjcmV0"],
      ["Cookie", "session=1"],
      ["x-our-key", sourceKey],
      ["Referer", `https://hooks.example/in/${token}`],
      ["Content-Type", "application/json"],
      ["X-Twice", "1"],
      ["X-Twice", "2"],
    ],
    body: Buffer.from("{}"),
    address: null,
  });
  expect(received).toMatchObject({ ok: true });
  const [message] = await listStored(id);
  expect(message?.headers).toEqual([
    ["Content-Type", "application/json"],
    ["X-Twice", "1"],
    ["X-Twice", "2"],
  ]);
  expect(message?.query).toBe("");
  const { rows } = await pool().query("SELECT to_json(s)::text AS row FROM sources s WHERE id = $1", [id]);
  expect(rows[0].row).not.toContain(token);
  expect(rows[0].row).not.toContain(sourceKey);
});

test("the key of a source is not stored, in whatever header it comes, even if nothing is verified with it", async () => {
  const { id, token } = await openDoor({ system: "loanpro" });
  await updateSource(scope, id, { verification: { kind: "none" } });
  await receive(token, "{}", [
    ["X-Source-Key", sourceKey],
    ["X-Other", `Key ${sourceKey}`],
    ["X-Plain", "kept"],
  ]);
  expect((await listStored(id))[0]?.headers).toEqual([["X-Plain", "kept"]]);
});

test("a key that the source does not have yet is not stored either, if it comes in the header for the key", async () => {
  for (const settings of [{ key: sourceKey }, { key: undefined }]) {
    const { id, token } = await openDoor({ system: "loanpro", ...settings });
    await receive(token, "{}", [
      ["x-source-key", "the key of tomorrow"],
      ["X-Plain", "kept"],
    ]);
    expect((await listStored(id))[0]?.headers).toEqual([["X-Plain", "kept"]]);
  }
});

test("the query is stored as it came, with every question mark", async () => {
  const { id, token } = await openDoor();
  const body = makeBody();
  await receiveMessage(token, {
    method: "POST",
    url: `${origin}/in/${token}?a=1&next=https://x.example?b=2`,
    headers: signBody(body),
    body: Buffer.from(body),
    address: null,
  });
  expect((await listStored(id))[0]?.query).toBe("a=1&next=https://x.example?b=2");
});

test("a message that a person takes while the next one comes in is not removed", async () => {
  const { id, token } = await openDoor();
  await pool().query(
    `INSERT INTO source_messages (id, source_id, state, verified, method, query, headers, body, reason)
     SELECT ('00000000-0000-7000-8000-' || lpad((n + 1000)::text, 12, '0'))::uuid, $1, 'unverified', false, 'POST', '', '[]', '', n
     FROM generate_series(1, 100) n`,
    [id],
  );
  const [oldest] = await listStored(id);
  const client = await pool().connect();
  try {
    await client.query("BEGIN");
    await client.query("UPDATE source_messages SET state = 'waiting' WHERE id = $1", [oldest?.id]);
    const refused = receive(token, "{}", []);
    await expect
      .poll(async () => {
        const { rows } = await pool().query(
          "SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE '%DELETE FROM source_messages%' AND datname = current_database()",
        );
        return rows.length;
      })
      .toBe(1);
    await client.query("COMMIT");
    expect(await refused).toMatchObject({ rejected: "unverified" });
  } finally {
    client.release();
  }
  expect((await listStored(id))[0]).toMatchObject({ id: oldest?.id, state: "waiting" });
});

test("a message with a wrong signature is refused, listed with its reason, and counted", async () => {
  const { id, token } = await openDoor();
  const body = makeBody();
  const rejection = await receive(token, body, signBody(body, "another key of the sender"));
  expect(rejection).toMatchObject({ ok: false, rejected: "unverified" });
  const [message] = await listStored(id);
  expect(message).toMatchObject({ state: "unverified", verified: false, eventId: null });
  expect(message?.reason).toContain("X-PL-Signature");
  const { rows } = await pool().query("SELECT unverified_count FROM sources WHERE id = $1", [id]);
  expect(Number(rows[0].unverified_count)).toBe(1);
});

test("of the messages that do not verify, the last 100 are kept, and 16 KiB of each", async () => {
  const { id, token } = await openDoor();
  await pool().query(
    `INSERT INTO source_messages (id, source_id, state, verified, method, query, headers, body, reason)
     SELECT ('00000000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid, $1, 'unverified', false, 'POST', '', '[]', '', n
     FROM generate_series(1, 100) n`,
    [id],
  );
  await receive(token, "x".repeat(20_000), []);
  const messages = await listStored(id);
  expect(messages).toHaveLength(100);
  expect(messages[0]?.reason).toBe("2");
  expect(messages.at(-1)?.body).toHaveLength(16 * 1024);
});

test("in a flood of messages that do not verify, all are counted and some are kept", async () => {
  const { id, token } = await openDoor();
  await Promise.all(Array.from({ length: 60 }, () => receive(token, "{}", [])));
  const { rows } = await pool().query("SELECT unverified_count FROM sources WHERE id = $1", [id]);
  expect(Number(rows[0].unverified_count)).toBe(60);
  const { length } = await listStored(id);
  expect(length).toBeGreaterThanOrEqual(10);
  // The flood may last into the next second or two.
  expect(length).toBeLessThanOrEqual(30);
});

test("after a rotation, the new key counts at once, and the old one until its overlap ends", async () => {
  const { id, token } = await openDoor();
  const send = (key: string) => {
    const body = makeBody();
    return receive(token, body, signBody(body, key));
  };
  expect(await send(sourceKey)).toMatchObject({ ok: true });
  expect(await send("the second key")).toMatchObject({ ok: false });
  await rotateSource(scope, id, { what: "key", key: "the second key", overlapHours: 1 }, origin);
  expect(await send("the second key")).toMatchObject({ ok: true });
  expect(await send(sourceKey)).toMatchObject({ ok: true });
  await rotateSource(scope, id, { what: "key", key: "the third key", overlapHours: 0 }, origin);
  expect(await send("the second key")).toMatchObject({ ok: false });
  expect(await send("the third key")).toMatchObject({ ok: true });
});

test("after the URL is rotated without overlap, or the source is deleted, its old URL is unknown at once", async () => {
  const { id, token } = await openDoor();
  expect(await receive(token, makeBody())).toMatchObject({ ok: true });
  const rotated = await rotateSource(scope, id, { what: "url", overlapHours: 0 }, origin);
  const newToken = readToken(rotated.ok ? rotated.source.url : null);
  expect(await receive(token, makeBody())).toEqual({ ok: false, rejected: "unknown_source" });
  expect(await receive(newToken, makeBody())).toMatchObject({ ok: true });
  await deleteSource(scope, id);
  expect(await receive(newToken, makeBody())).toEqual({ ok: false, rejected: "unknown_source" });
  expect(await receive("a-token-that-nobody-has", makeBody())).toEqual({
    ok: false,
    rejected: "unknown_source",
  });
});
