import { expect, test } from "vitest";
import { useDatabase } from "@/testing/database";
import { pool } from "../db";
import { buildAttemptIdSql } from "./claim-sql";

useDatabase();

test("the attempts of a claim have consecutive IDs, also where the last digits start again at zero", async () => {
  const { rows } = await pool().query<{ id: string }>(
    `SELECT ${buildAttemptIdSql("$1::text", "row")} AS id FROM generate_series(1, 3) row`,
    ["01a22a5a-7592-7512-8fc5-fffffffffffe"],
  );
  const start = "01a22a5a-7592-7512-8fc5";
  const expected = [`${start}-ffffffffffff`, `${start}-000000000000`, `${start}-000000000001`];
  expect(rows.map(({ id }) => id)).toEqual(expected);
});
