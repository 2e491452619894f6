import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { listDocumentedCalls } from "../lib/adapters/reference/adapters";
import { call } from "./api";
import { insertApiKey } from "./api-key";
import { createTestWithOwnSystem, expect, signIn } from "./fixtures";
import { fillRoute, roles, rolesByRoute, unknownId } from "./portal-routes";
import type { System } from "./system";
import { makePartner } from "./test-partner";
import { admin, testUsers } from "./test-users";

// A system of its own, because these tests create a partner, which other tests would see in the lender's forms and filters.
const test = createTestWithOwnSystem();

const appFolder = join(import.meta.dirname, "../app");
const userByRole = { administrator: admin, ...testUsers };

const anySignedInUser = "signed in";
/** Instead of a permission, for the action that creates the first user: the code that `npm start` prints. See e2e/set-up.spec.ts. */
const bySetUpCode = "set-up code";

/**
 * The permission that each server action requires; one of several is enough. An actions file that is missing here fails the
 * test below.
 */
const permissionByActionFile: Record<string, string> = {
  "(portal)/profile/actions.ts": anySignedInUser,
  "(portal)/administration/people/users/new/actions.ts": "users:write",
  "(portal)/administration/people/users/[userId]/actions.ts": "users:write",
  "(portal)/administration/people/roles/actions.ts": "roles:write",
  "(portal)/administration/integrations/api-keys/actions.ts": "api-keys:write",
  "(portal)/administration/integrations/partners/actions.ts": "partners:write",
  "(portal)/administration/integrations/partners/search-action.ts":
    "users:write, api-keys:write, webhooks:write",
  "(portal)/administration/integrations/sources/actions.ts": "sources:write",
  "(portal)/administration/integrations/webhooks/actions.ts": "webhooks:write",
  "(portal)/administration/integrations/webhooks/enable-actions.ts": "webhooks:write",
  "(portal)/deliveries/resend-action.ts": "deliveries:resend",
  "(portal)/deliveries/skip-action.ts": "deliveries:resend",
  "(portal)/deliveries/view-actions.ts": "deliveries:read",
  "(portal)/incidents/actions.ts": "deliveries:resend, webhooks:write",
  "(portal)/jobs/actions.ts": "deliveries:resend",
  "(portal)/jobs/change-job-action.ts": "deliveries:resend",
  "(portal)/jobs/count-recoverable-action.ts": "deliveries:resend",
  "(portal)/receiver/actions.ts": "webhooks:write",
  "(portal)/catalogue/actions.ts": "event-types:write",
  "set-up/actions.ts": bySetUpCode,
  "(portal)/actions.ts": anySignedInUser,
};

const appFiles = readdirSync(appFolder, { recursive: true, encoding: "utf8" });
test("every page, route and action of the portal is in the permission matrix", () => {
  const routes = appFiles
    .filter((file) => file.startsWith("(portal)/") && /\/(page\.tsx|route\.ts)$/.test(file))
    .map((file) => file.replace(/^\(portal\)/, "").replace(/\/(page\.tsx|route\.ts)$/, "") || "/");
  expect(routes.sort()).toEqual(Object.keys(rolesByRoute).sort());
  const actionFiles = appFiles.filter((file) => {
    return file.endsWith(".ts") && readFileSync(join(appFolder, file), "utf8").startsWith('"use server"');
  });
  expect(actionFiles.sort()).toEqual(Object.keys(permissionByActionFile).sort());
});

test("every exported server action calls actionScope with its permission and all its arguments", () => {
  for (const [file, permission] of Object.entries(permissionByActionFile)) {
    if (permission === bySetUpCode) continue;
    const source = readFileSync(join(appFolder, file), "utf8");
    const exportedFunctions = [...source.matchAll(/export async function \w+\(([^)]*)\)/g)];
    const guards = [
      ...source.matchAll(/await actionScope\((?:\[?("[\w:", -]+")\]?|undefined)?(?:, \[([\w, ]*)\])?\)/g),
    ];
    expect(
      guards.map(([, required]) => required?.replaceAll('"', "") ?? anySignedInUser),
      file,
    ).toEqual(exportedFunctions.map(() => permission));
    // actionScope gets every argument, because it rejects text that cannot be stored.
    const parameters = exportedFunctions.map(([, list = ""]) =>
      [...list.matchAll(/(?:^|,)\s*(\w+)\??: /g)].map(([, name]) => name),
    );
    expect(
      guards.map(([, , list = ""]) => list.split(", ").filter(Boolean)),
      file,
    ).toEqual(parameters);
  }
});

async function fetchStatus(page: Page, url: string): Promise<number> {
  return (await page.request.get(url, { maxRedirects: 0 })).status();
}

test("no page of the portal opens for a visitor who is not signed in", async ({ system, page }) => {
  for (const route of Object.keys(rolesByRoute)) {
    const response = await page.request.get(`${system.url}${fillRoute(route)}`, { maxRedirects: 0 });
    expect([303, 307, 401, 404], route).toContain(response.status());
    if (response.status() < 400) expect(response.headers().location, route).toContain("/sign-in");
  }
});

for (const role of roles) {
  test(`${role}: each page opens or is forbidden as the permission matrix says`, async ({ system, page }) => {
    const user = role === "partner administrator" ? await makePartner(system, "Matrix") : userByRole[role];
    await signIn(page, system, user);
    for (const [route, allowed] of Object.entries(rolesByRoute)) {
      const status = await fetchStatus(page, `${system.url}${fillRoute(route)}`);
      const expected = allowed.includes(role) ? [200, 307, 404] : [403];
      expect(expected, `${role} ${route}`).toContain(status);
    }
  });
}

test("every call of every API returns 401 without a key, 403 to a key without the required scope, and neither to a key with that scope", async ({
  system,
}) => {
  test.setTimeout(120_000);
  const documentedCalls = listDocumentedCalls();
  const scopes = [...new Set(documentedCalls.flatMap(({ permission }) => permission ?? []))];
  for (const { operationId, call: documentedCall, permission, authentication } of documentedCalls) {
    const path = documentedCall.path.replace(/\{\w+\}/g, unknownId);
    const requestStatus = async (key: string) => {
      const password =
        permission && authentication.length === 0 ? { username: "anybody", password: key || "-" } : {};
      const body = documentedCall.method === "GET" ? undefined : password;
      return (await call(system, documentedCall.method, path, body, key)).status;
    };
    if (!permission) {
      expect([200, 404], `${operationId} is open to everyone`).toContain(await requestStatus(""));
      continue;
    }
    const otherScopes = scopes.filter((scope) => scope !== permission);
    expect(await requestStatus(""), `${operationId} without a key`).toBe(401);
    expect(
      await requestStatus(await getApiKey(system, otherScopes)),
      `${operationId} without ${permission}`,
    ).toBe(403);
    const needed = callsOfWholeBodies.includes(operationId) ? ["customer-data:read"] : [];
    const status = await requestStatus(await getApiKey(system, [permission, ...needed]));
    expect([200, 202, 400, 404], `${operationId} with ${permission}`).toContain(status);
  }
});

/** These also need the scope for customer data. */
const callsOfWholeBodies = ["readFeed", "requestBody", "responseBody", "sourceMessageBody"];

const keyByScopes = new Map<string, Promise<string>>();
function getApiKey(system: System, scopes: string[]): Promise<string> {
  const name = scopes.toSorted().join(",");
  const key = keyByScopes.get(name) ?? insertApiKey(system, scopes);
  keyByScopes.set(name, key);
  return key;
}

test("the engine's endpoint rejects unsigned requests", async ({ system }) => {
  const url = `${system.url}/api/inngest?fnId=hookledger-deliver&stepId=step`;
  const unsigned = await fetch(url, { method: "POST", body: "{}" });
  // With an Inngest server, unsigned requests are rejected; with the embedded engine there is no such endpoint.
  expect(unsigned.status).toBe(system.inngest ? 401 : 404);
});

test("a signed-out session is rejected at once, even if its cookie is sent again", async ({
  system,
  page,
}) => {
  await signIn(page, system, testUsers.viewer);
  const cookies = await page.context().cookies();
  await page.getByRole("button", { name: /viewer/i }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await page.waitForURL("**/sign-in");
  await page.context().addCookies(cookies);
  expect(await fetchStatus(page, `${system.url}/deliveries`)).toBe(307);
});
