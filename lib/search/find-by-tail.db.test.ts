import { beforeAll, expect, test } from "vitest";
import { useDatabase } from "@/testing/database";
import {
  fillCatalogue,
  makeWebhook,
  moveCreation,
  postEvent,
  scope,
  setDeliveryState,
} from "@/testing/ledger";
import { makePartnerScope } from "@/testing/partners";
import { currentTimeMs } from "../clock";
import { pool } from "../db";
import { newId } from "../ids";
import { ensurePartitions } from "../partitions/ensure-partitions";
import type { Scope } from "../scope/scope";
import { parseTail } from "./find-by-tail";
import { search } from "./search";

useDatabase();
let acme: Scope & { partnerId: string };
const daysAgo = (days: number) => new Date(currentTimeMs() - days * 86_400_000);
const ids = { recent: "", attempt: "", old: "", oldOpen: "", partners: "" };
const findIds = async (as: Scope, id: string) =>
  (await search(as, `…${id.slice(-6).toUpperCase()}`)).matches.map((match) =>
    match.kind === "delivery" ? match.traceId : match.kind === "attempt" ? match.attemptId : match.kind,
  );

beforeAll(async () => {
  await fillCatalogue();
  await ensurePartitions();
  acme = await makePartnerScope("Acme");
  const url = "http://127.0.0.1:9/";
  await makeWebhook({ url, triggers: ["OpportunityUpdated"] });
  await makeWebhook({ url, triggers: ["OpportunityClose"], partnerId: acme.partnerId });
  const post = async () => (await postEvent({ type: "OpportunityUpdated" }))[0] ?? "";
  ids.recent = await post();
  ids.attempt = newId();
  await pool().query("INSERT INTO attempts (id, delivery_id, number, outcome) VALUES ($1, $2, 1, 'failed')", [
    ids.attempt,
    ids.recent,
  ]);
  const old = await post();
  await setDeliveryState(old, "failed");
  ids.old = await moveCreation(old, daysAgo(8));
  ids.oldOpen = await moveCreation(await post(), daysAgo(8));
  ids.partners = (await postEvent({ type: "OpportunityClose", partnerId: acme.partnerId }))[0] ?? "";
});

test("the end of an ID finds recent deliveries, attempts and old open deliveries, in any case, and says what was searched", async () => {
  expect(await findIds(scope, ids.recent)).toEqual([ids.recent]);
  expect(await findIds(scope, ids.attempt)).toEqual([ids.attempt]);
  expect(await findIds(scope, ids.oldOpen)).toEqual([ids.oldOpen]);
  expect(await findIds(scope, ids.old)).toEqual([]);
  const { matches, tailSearch } = await search(scope, ids.recent.slice(-8));
  expect(matches).toMatchObject([{ whole: false }]);
  expect(tailSearch?.complete).toBe(true);
  expect(Math.abs(Date.parse(tailSearch?.since ?? "") - daysAgo(7).getTime())).toBeLessThan(60_000);
  expect((await search(scope, "O-1")).tailSearch).toBeNull();
});

test("a partner finds only its own deliveries and attempts", async () => {
  expect(await findIds(acme, ids.partners)).toEqual([ids.partners]);
  expect(await findIds(acme, ids.recent)).toEqual([]);
  expect(await findIds(acme, ids.attempt)).toEqual([]);
});

test("only six to twelve hexadecimal digits are the end of an ID", () => {
  expect(parseTail("…A1B2C3")).toBe("a1b2c3");
  expect(parseTail("...a1b2c3d4")).toBe("a1b2c3d4");
  for (const text of ["a1b2c", "a1b2cg", "a1b2c3d4e5f60", "L-a1b2c3", ""]) expect(parseTail(text)).toBeNull();
});
