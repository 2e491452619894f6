import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { useDatabase } from "@/testing/database";
import { pool, prisma } from "../db";
import { newId } from "../ids";

useDatabase();

const migrationPath = "prisma/migrations/20261202160000_customer_data/migration.sql";

test("existing roles and API keys that could see bodies keep that, and no others get it", async () => {
  const roles = {
    history: ["View Webhook History"],
    access: ["Manage API Access"],
    both: ["View Webhook History", "View customer data"],
    users: ["Manage Users"],
  };
  const data = Object.entries(roles).map(([id, permissions]) => ({ id, name: id, permissions }));
  await prisma().role.createMany({ data });
  const scopesByKey = { reader: ["deliveries:read"], sources: ["sources:read"], sender: ["events:write"] };
  for (const [name, scopes] of Object.entries(scopesByKey)) {
    const hash = Buffer.from(name);
    await prisma().apiKey.create({
      data: { id: newId(), name, prefix: name, hash, scopes, createdBy: "Tests" },
    });
  }
  await pool().query(await readFile(migrationPath, "utf8"));
  const countIn = (list: string[]) => list.filter((name) => /customer.data/.test(name)).length;
  const rolesAfter = await prisma().role.findMany({ where: { id: { in: Object.keys(roles) } } });
  expect(Object.fromEntries(rolesAfter.map(({ id, permissions }) => [id, countIn(permissions)]))).toEqual({
    history: 1,
    access: 1,
    both: 1,
    users: 0,
  });
  const keys = await prisma().apiKey.findMany();
  expect(Object.fromEntries(keys.map(({ name, scopes }) => [name, countIn(scopes)]))).toEqual({
    reader: 1,
    sources: 1,
    sender: 0,
  });
});
