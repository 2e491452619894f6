import { expect, type Page, test } from "@playwright/test";
import { describeSignInFailure } from "@/app/(auth)/sign-in/failure-message";
import { findFreePort } from "./free-port";
import { type OidcServer, startOidcServer } from "./oidc-server";
import { type System, startSystem } from "./system";
import { testUsers } from "./test-users";

let oidcServer: OidcServer;
let system: System;

test.beforeAll(async () => {
  const port = await findFreePort();
  const url = `http://127.0.0.1:${port}`;
  oidcServer = await startOidcServer(`${url}/api/auth/callback/oidc`);
  system = await startSystem({ PORT: String(port), NEXTAUTH_URL: url, ...oidcServer.settings });
});

test.afterAll(async () => {
  await system?.stop();
  await oidcServer?.close();
});

/** Signs in with this e-mail address at the provider, starting from the portal's sign-in page. */
async function signInWithProvider(page: Page, email: string, path = "/sign-in") {
  // The provider's page loads a font from the internet.
  await page.route(/googleapis/, (route) => route.abort());
  await page.goto(`${system.url}${path}`);
  await page.getByRole("button", { name: "Continue with single sign-on" }).click();
  await page.getByPlaceholder("Enter any login").fill(email);
  await page.getByPlaceholder("and password").fill("any");
  await page.getByRole("button", { name: "Sign-in" }).click();
  await page.getByRole("button", { name: "Continue" }).click();
}

test("a user with a verified address gets a Hookledger session and the requested page", async ({ page }) => {
  await signInWithProvider(page, testUsers.viewer.email.toUpperCase(), "/deliveries?state=failed");
  await page.waitForURL(`${system.url}/deliveries?state=failed`);
  await page.goto(`${system.url}/profile`);
  await expect(page.getByText(testUsers.viewer.email)).toBeVisible();
  await expect(page.getByRole("row", { name: /Current/ })).toHaveCount(1);
});

for (const [email, reason] of [
  ["stranger@bank.example", "unknown-user"],
  ["unverified@bank.example", "unverified-email"],
] as const) {
  test(`${email} sees why the sign-in failed (${reason}) and gets no session; the sign-in form still works`, async ({
    page,
  }) => {
    await signInWithProvider(page, email);
    await expect(page.getByText(describeSignInFailure({ reason }))).toBeVisible();
    expect((await page.request.get(`${system.url}/profile`, { maxRedirects: 0 })).status()).toBe(307);
    await page.getByLabel("E-mail").fill(testUsers.viewer.email);
    await page.getByLabel("Password").fill(testUsers.viewer.password);
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    await page.waitForURL((url) => !url.pathname.startsWith("/sign-in"));
  });
}

test("an unsolicited response from the provider signs nobody in", async ({ page }) => {
  await page.goto(`${system.url}/api/auth/callback/oidc?code=stolen&state=made-up`);
  await expect(page.getByText(describeSignInFailure({ reason: "provider" }))).toBeVisible();
});
