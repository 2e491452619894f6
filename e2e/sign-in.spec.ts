import type { Page } from "@playwright/test";
import { describeSignInFailure } from "@/app/(auth)/sign-in/failure-message";
import { createTestWithOwnSystem, expect, signIn } from "./fixtures";
import type { System } from "./system";
import { testUsers } from "./test-users";

// A system of its own: failed sign-ins here count against the IP address that all browsers share.
const test = createTestWithOwnSystem();
const { viewer } = testUsers;

async function submitSignIn(page: Page, system: System, password: string) {
  await page.goto(`${system.url}/sign-in`);
  await page.getByLabel("E-mail").fill(viewer.email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
}

test("password guessing is throttled, except in a browser that the user signed in with before", async ({
  system,
  browser,
}) => {
  const [mine, guesser] = [await browser.newContext(), await browser.newContext()];
  const page = await mine.newPage();
  await signIn(page, system, viewer);
  const device = (await mine.cookies(`${system.url}/api/auth/session`)).find(({ name }) =>
    name.endsWith("device"),
  );
  expect(device).toMatchObject({ httpOnly: true, sameSite: "Lax", path: "/api/auth" });

  const theirs = await guesser.newPage();
  for (let round = 0; round < 5; round++) {
    await submitSignIn(theirs, system, `guess ${round}`);
    await expect(theirs.getByText(describeSignInFailure({ reason: "invalid-credentials" }))).toBeVisible();
  }
  await submitSignIn(theirs, system, viewer.password);
  await expect(theirs.getByText("Too many failed sign-ins.")).toBeVisible();

  await page.getByRole("button", { name: /viewer/ }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await page.waitForURL(/sign-in/);
  await signIn(page, system, viewer);
  await expect(page.getByRole("button", { name: /viewer/ })).toBeVisible();
  const next = (await mine.cookies(`${system.url}/api/auth/session`)).find(({ name }) =>
    name.endsWith("device"),
  );
  expect(next?.value).not.toBe(device?.value);
});
