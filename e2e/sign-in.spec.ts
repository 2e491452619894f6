import type { Page } from "@playwright/test";
import { describeSignInFailure } from "@/app/(auth)/sign-in/failure-message";
import { createTestWithOwnSystem, expect, signIn } from "./fixtures";
import type { System } from "./system";
import { testUsers } from "./test-users";

// These tests have their own system, because their failed sign-ins count against the IP address that all browsers share.
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
  const [userContext, guesserContext] = [await browser.newContext(), await browser.newContext()];
  const page = await userContext.newPage();
  await signIn(page, system, viewer);
  const deviceCookie = (await userContext.cookies(`${system.url}/api/auth/session`)).find(({ name }) =>
    name.endsWith("device"),
  );
  expect(deviceCookie).toMatchObject({ httpOnly: true, sameSite: "Lax", path: "/api/auth" });

  const guesserPage = await guesserContext.newPage();
  for (let round = 0; round < 5; round++) {
    await submitSignIn(guesserPage, system, `guess ${round}`);
    await expect(
      guesserPage.getByText(describeSignInFailure({ reason: "invalid-credentials" })),
    ).toBeVisible();
  }
  await submitSignIn(guesserPage, system, viewer.password);
  await expect(guesserPage.getByText("Too many failed sign-ins.")).toBeVisible();
  await guesserPage.getByText("Cannot sign in?").press("Enter");
  await expect(guesserPage.getByText(/administrators.*set passwords/)).toBeVisible();

  await page.getByRole("button", { name: /viewer/ }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await page.waitForURL(/sign-in/);
  await signIn(page, system, viewer);
  await expect(page.getByRole("button", { name: /viewer/ })).toBeVisible();
  const nextDeviceCookie = (await userContext.cookies(`${system.url}/api/auth/session`)).find(({ name }) =>
    name.endsWith("device"),
  );
  expect(nextDeviceCookie?.value).not.toBe(deviceCookie?.value);
});
