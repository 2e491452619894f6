import pg from "pg";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { useDatabase } from "@/testing/database";
import { fillCatalogue, makeWebhook, postEvent, scope } from "@/testing/ledger";
import { toConnectionOptions } from "../database/connection-options";
import { pool, prisma } from "../db";
import { closeSender } from "../deliveries/sender";
import { env } from "../env";
import { newId } from "../ids";
import { checkSession, createSession, endSession } from "../sign-in/sessions";
import { createUser } from "../users/create-user";
import { ensureRoles } from "../users/ensure-roles";
import { changesChannel, parseTopics } from "./topics";

useDatabase();

let listener: pg.Client;
let announced = new Set<string>();
beforeAll(async () => {
  await fillCatalogue();
  await ensureRoles();
  listener = new pg.Client(toConnectionOptions(env().DATABASE_URL));
  await listener.connect();
  await listener.query(`LISTEN ${changesChannel}`);
  listener.on("notification", ({ payload }) => {
    for (const topic of parseTopics(payload)) announced.add(topic);
  });
});
beforeEach(() => {
  announced = new Set();
});
afterAll(() => listener.end());
afterAll(closeSender);

const waitFor = (topic: string) => expect.poll(() => announced.has(topic)).toBe(true);

test("an event and its deliveries are announced, also if no webhook matches", async () => {
  await postEvent({ entityId: "a-1" });
  await waitFor("events");
  await waitFor("deliveries");
});

test("what tables with triggers show is announced, whoever changes it", async () => {
  const { id } = await makeWebhook({ url: "http://127.0.0.1:9/" });
  await waitFor("webhooks");
  await pool().query("INSERT INTO incidents (id, webhook_id, error_code) VALUES ($1, $2, 'http_500')", [
    newId(),
    id,
  ]);
  await pool().query(
    "INSERT INTO incident_entries (incident_id, kind, actor_kind, actor_name) SELECT id, 'opened', 'system', 'x' FROM incidents",
  );
  await waitFor("incidents");
});

test("the end of a session is announced, and its use is not", async () => {
  const email = `${newId()}@bank.example`;
  const user = { email, name: "Sam", password: "correct horse battery", roleId: "servicing" };
  const created = await createUser(scope, user);
  const userId = created.ok ? created.id : "";
  const now = new Date();
  const id = await createSession(prisma(), { userId, ip: null, userAgent: null, now });
  await checkSession(id, { now: new Date(now.getTime() + 120_000) });
  await postEvent({ entityId: "a-3" });
  await waitFor("events");
  expect(announced.has("sessions")).toBe(false);
  await endSession(id, "signed out");
  await waitFor("sessions");
});
