// Short file: nearly every spec signs in, and the script that creates these users runs outside Playwright.
const password = "correct horse battery";

/** Who can sign in to a system under test, by role; the administrator comes from the settings. */
export const testUsers = {
  servicing: { email: "servicing@bank.example", password },
  viewer: { email: "viewer@bank.example", password },
};
export const admin = { email: "admin@bank.example", password };
