import { beforeAll, expect, test } from "vitest";
import { useDatabase } from "@/testing/database";
import { prisma } from "../db";
import { newId } from "../ids";
import { makeScope, type Scope } from "../scope/scope";
import { ensureRoles } from "../users/ensure-roles";
import { deleteView } from "./delete-view";
import { listSavedViews } from "./queries";
import { saveView } from "./save-view";
import { maxSavedViews } from "./schema";

useDatabase();
let ann: Scope;
let ben: Scope;

async function makeUserScope(name: string): Promise<Scope> {
  const id = newId();
  const user = { id, email: `${name}@bank.example`, name, passwordHash: "", roleId: "viewer" };
  await prisma().user.create({ data: user });
  return makeScope({
    actor: { kind: "user", id, name },
    partnerId: null,
    permissions: ["deliveries:read"],
  });
}

const listNames = async (who: Scope) => (await listSavedViews(who)).map(({ name }) => name);

beforeAll(async () => {
  await ensureRoles();
  [ann, ben] = [await makeUserScope("ann"), await makeUserScope("ben")];
});

test("a user lists, replaces and deletes only the user's own views", async () => {
  expect(await saveView(ann, { name: " Failed today ", query: "state=failed" })).toEqual({ ok: true });
  await saveView(ann, { name: "Failed today", query: "state=failed&period=today" });
  const [view] = await listSavedViews(ann);
  expect(view).toMatchObject({ name: "Failed today", query: "state=failed&period=today" });
  expect(await listSavedViews(ben)).toEqual([]);
  await deleteView(ben, view?.id ?? "");
  expect(await listNames(ann)).toEqual(["Failed today"]);
  await deleteView(ann, view?.id ?? "");
  await deleteView(ann, "no ID");
  expect(await listNames(ann)).toEqual([]);
});

test("a user has at most 50 views, also if several are saved at the same time", async () => {
  const saved = await Promise.all(
    Array.from({ length: maxSavedViews + 2 }, (_, n) => saveView(ben, { name: `View ${n}`, query: "" })),
  );
  expect(saved.filter(({ ok }) => !ok)).toHaveLength(2);
  expect(await listNames(ben)).toHaveLength(maxSavedViews);
  expect(await saveView(ben, { name: "", query: "" })).toEqual({ ok: false, message: "Enter a name." });
});

test("only a user with the permission has saved views", async () => {
  const key = makeScope({
    actor: { kind: "apiKey", id: newId(), name: "API key Core" },
    partnerId: null,
    permissions: ["deliveries:read"],
  });
  expect(await listSavedViews(key)).toEqual([]);
  await expect(saveView(key, { name: "a", query: "" })).rejects.toThrow("Only a user");
  const without = makeScope({ actor: ann.actor, partnerId: null, permissions: [] });
  await expect(listSavedViews(without)).rejects.toThrow("deliveries:read");
});
