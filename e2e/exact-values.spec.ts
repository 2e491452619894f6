import { call, createWebhook } from "./api";
import { expect, signIn, test } from "./fixtures";
import { testUsers } from "./test-users";

const type = "PaymentPosted";
const amounts = '"principal":1234567890123.123456,"rate":1e-400,"fee":120.50,"account":12345678901234567890';

test("numbers and text keep their exact values in the webhook and on the event's page", async ({
  system,
  receiver,
  page,
}) => {
  await createWebhook(system, {
    url: receiver.url("/plain"),
    dialect: "standard-webhooks",
    triggers: [type],
  });
  await createWebhook(system, {
    url: receiver.url("/utf-8"),
    dialect: "standard-webhooks",
    triggers: [type],
    options: { charset: "utf-8" },
    timeoutSeconds: 15,
  });
  const data = `{${amounts},"constructor":"Zoë's Homes"}`;
  const postResponse = await call(
    system,
    "POST",
    "/api/v1/events",
    `{"type":"${type}","entityId":" X-1 ","data":${data}}`,
  );
  expect(postResponse.status, postResponse.text).toBe(202);
  await receiver.waitFor(2);
  const findRequest = (path: string) => receiver.requests.find(({ url }) => url === path);
  expect(findRequest("/plain")?.headers["content-type"]).toBe("application/json");
  expect(findRequest("/plain")?.body.toString("latin1")).toContain(
    `${amounts},"constructor":"Zo\\u00eb's Homes"`,
  );
  expect(findRequest("/utf-8")?.headers["content-type"]).toBe("application/json; charset=UTF-8");
  expect(findRequest("/utf-8")?.body.toString()).toContain(`${amounts},"constructor":"Zoë's Homes"`);

  await signIn(page, system, testUsers.viewer);
  await page.goto(`${system.url}/events/${postResponse.body.id}`);
  await expect(page.getByText('"principal": 1234567890123.123456')).toBeVisible();
  await expect(page.getByText('"constructor": "Zoë\'s Homes"')).toBeVisible();
  await expect(page.getByRole("link", { name: "X-1" })).toBeVisible();
});

test("a number in a webhook's settings may be written in any JSON notation", async ({ system, receiver }) => {
  const settings = `{"name":"Any way","url":"${receiver.url()}","timeoutSeconds":15.0,"retryDelays":[6e1]}`;
  const { status, text, body } = await call(system, "POST", "/api/v1/webhooks", settings);
  expect(status, text).toBe(201);
  expect(body).toMatchObject({ timeoutSeconds: 15, retryDelays: [60] });
});
