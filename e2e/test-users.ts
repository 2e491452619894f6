// A separate file, because the script that creates these users runs outside Playwright.
const password = "correct horse battery";

/** The users of a system under test, by role. The seed creates the administrator from the settings. */
export const testUsers = {
  servicing: { email: "servicing@bank.example", password },
  viewer: { email: "viewer@bank.example", password },
};
export const admin = { email: "admin@bank.example", password };
