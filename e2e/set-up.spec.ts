import { expect, test } from "@playwright/test";
import pg from "pg";
import { expectAccessible } from "./axe";
import { startNode } from "./process";
import { startSystem } from "./system";

test("the set-up page creates one administrator, and then no longer exists", async ({ page }) => {
  const system = await startSystem({ HOOKLEDGER_ADMIN_EMAIL: "", HOOKLEDGER_ADMIN_PASSWORD: "" });
  try {
    const database = new pg.Client({ connectionString: system.databaseUrl });
    await database.connect();
    await database.query("DELETE FROM users").finally(() => database.end());
    const seed = startNode(["--import", "tsx", "prisma/seed.ts"], system.env);
    const code = /code ([0-9A-Z-]{19})$/.exec(await seed.waitForLine("sign-in:"))?.[1] ?? "";
    await seed.whenEnded;

    await page.goto(system.url);
    await expect(page).toHaveURL(/\/set-up$/);
    await expectAccessible(page, "/set-up");
    const create = page.getByRole("button", { name: "Create administrator and sign in" });
    await page.getByLabel("Set-up code").fill("0000-0000-0000-0000");
    await page.getByLabel("Name").fill("Ada");
    await page.getByLabel("E-mail address").fill("ada@bank.example");
    await page.getByLabel("Password", { exact: true }).fill("correct horse battery");
    await page.getByLabel("Repeat password").fill("something else");
    await create.click();
    await expect(page.getByText("The code does not match the one that npm start printed.")).toBeVisible();
    await expect(page.getByText("The passwords do not match.")).toBeVisible();
    await expect(page.getByLabel("Set-up code")).toBeFocused();

    await expectAccessible(page, "/set-up, with errors");
    await page.getByLabel("Set-up code").fill(code.toLowerCase());
    await page.getByLabel("Password", { exact: true }).fill("correct horse battery");
    await page.getByLabel("Repeat password").fill("correct horse battery");
    await create.click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Overview");

    expect((await page.goto(`${system.url}/set-up`))?.status()).toBe(404);
    await page.context().clearCookies();
    await page.goto(system.url);
    await expect(page).toHaveURL(/\/sign-in$/);
  } finally {
    await system.stop();
  }
});
