import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { isInHostsFile } from "./hosts-file";

test("names and aliases in a hosts file are found, comments are not", async () => {
  const folder = await mkdtemp(join(tmpdir(), "hosts-"));
  const path = join(folder, "hosts");
  await writeFile(
    path,
    "10.0.0.5\tCore.Bank.example core # old.bank.example\r\n#10.0.0.6 gone.example\n\n::1 six",
  );
  const isFound = async (name: string) => isInHostsFile(name, path);
  expect(await Promise.all(["core.bank.example", "CORE", "six"].map(isFound))).toEqual([true, true, true]);
  expect(await Promise.all(["old.bank.example", "gone.example", "10.0.0.5", "bank"].map(isFound))).toEqual(
    Array(4).fill(false),
  );
  await rm(folder, { recursive: true });
  expect(await isFound("core")).toBe(false);
});
