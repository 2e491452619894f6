import { beforeAll, expect, test } from "vitest";
import { pool } from "@/lib/db";
import { useDatabase } from "@/testing/database";
import { fillCatalogue, scope } from "@/testing/ledger";
import { listStored, makeBody, mapAll, openDoor, receive } from "@/testing/source-door";
import { updateSource } from "../update-source";
import { planMessages } from "./plan-messages";
import { loadMappingSource, readWaiting } from "./read-waiting";
import { writeMapped } from "./write-mapped";

useDatabase();
beforeAll(fillCatalogue);

const loanproBody = JSON.stringify({
  eventName: "Payment Posted to account",
  context: { "loan-display-id": "L-7" },
});
const loanproHeaders: [string, string][] = [["Content-Type", "application/json"]];
const loanpro = { system: "loanpro", key: undefined };

const states = async (id: string) => (await listStored(id)).map(({ state }) => state);

test("a failure that may pass leaves a message waiting, and after ten of them it is listed with the failure", async () => {
  const { id, token } = await openDoor();
  await receive(token, makeBody());
  const source = await loadMappingSource(id);
  if (!source) throw new Error("no source");
  for (let tries = 1; tries <= 10; tries += 1) {
    expect(await states(id)).toEqual(["waiting"]);
    const [message] = await readWaiting(id);
    if (!message) throw new Error("no message");
    expect(message.tries).toBe(tries - 1);
    await writeMapped(source, [{ message, failure: "Too much other work." }]);
    expect(await readWaiting(id)).toEqual([]);
    await pool().query(
      "UPDATE source_messages SET retry_at = now() - interval '1 second' WHERE source_id = $1",
      [id],
    );
  }
  expect(await listStored(id)).toMatchObject([{ state: "unmapped", reason: "Too much other work." }]);
});

test("a message whose event cannot be written does not keep the others from becoming events", async () => {
  const { id, token } = await openDoor();
  for (const entityId of ["o-1", "o-2", "o-rejected", "o-4"]) await receive(token, makeBody({ entityId }));
  await pool().query(
    `CREATE FUNCTION reject_event() RETURNS trigger LANGUAGE plpgsql AS
     $$ BEGIN IF NEW.entity_id = 'o-rejected' THEN RAISE EXCEPTION 'not this one'; END IF; RETURN NEW; END $$`,
  );
  await pool().query(
    "CREATE TRIGGER reject_event BEFORE INSERT ON events FOR EACH ROW EXECUTE FUNCTION reject_event()",
  );
  try {
    await mapAll(id);
    expect(await states(id)).toEqual(["mapped", "mapped", "waiting", "mapped"]);
    expect((await listStored(id))[2]?.reason).toContain("not this one");
  } finally {
    await pool().query("DROP TRIGGER reject_event ON events");
  }
  await pool().query(
    "UPDATE source_messages SET retry_at = now() - interval '1 second' WHERE source_id = $1",
    [id],
  );
  await mapAll(id);
  expect(await states(id)).toEqual(["mapped", "mapped", "mapped", "mapped"]);
});

test("a change of the mapping after messages were planned counts for them", async () => {
  const { id, token } = await openDoor();
  await receive(token, makeBody({ eventName: "OpportunityUpdated" }));
  const source = await loadMappingSource(id);
  if (!source) throw new Error("no source");
  const planned = await planMessages(source, await readWaiting(id));
  await updateSource(scope, id, { mapping: { eventTypes: { OpportunityUpdated: "OpportunityDeleted" } } });
  await writeMapped(source, planned);
  expect(await states(id)).toEqual(["waiting"]);
  await mapAll(id);
  const [message] = await listStored(id);
  const { rows } = await pool().query("SELECT type FROM events WHERE id = $1", [message?.eventId]);
  expect(rows).toEqual([{ type: "OpportunityDeleted" }]);
});

test("two runs that read the same messages write each event once", async () => {
  const { id, token } = await openDoor(loanpro);
  const bodies = [1, 2, 3].map((amount) => JSON.stringify({ ...JSON.parse(loanproBody), amount }));
  for (const body of bodies) await receive(token, body, loanproHeaders);
  const source = await loadMappingSource(id);
  if (!source) throw new Error("no source");
  const [one, other] = [await readWaiting(id), await readWaiting(id)];
  const plans = [await planMessages(source, one), await planMessages(source, other)] as const;
  await Promise.all(plans.map((planned) => writeMapped(source, planned)));
  expect(await states(id)).toEqual(["mapped", "mapped", "mapped"]);
  const messageIds = one.map((message) => message.id);
  const { rows } = await pool().query("SELECT id FROM events WHERE message_id = ANY($1)", [messageIds]);
  expect(rows).toHaveLength(3);
});
