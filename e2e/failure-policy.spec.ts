import { call, createWebhook, postEvent, waitForState } from "./api";
import { expect, signIn, test } from "./fixtures";

const webhooksPath = "/administration/integrations/webhooks";

test("the failure policy follows the format, is summarized in a sentence, and expands when clicked or invalid", async ({
  system,
  page,
}) => {
  await signIn(page, system);
  await page.goto(`${system.url}${webhooksPath}/new`);
  const policyDetails = page.locator("details").filter({ hasText: "Failure policy:" });
  const sentence = policyDetails.locator("summary");
  await expect(sentence).toHaveText(/The webhook is paused when a delivery fails permanently\.$/);
  await page.getByLabel("Format", { exact: true }).selectOption("plexe");
  await expect(sentence).toHaveText(/Failed deliveries never pause the webhook\.$/);

  await sentence.click();
  await page.getByLabel("Pause the webhook").selectOption("After a number of failed deliveries");
  const count = page.getByLabel("Failed deliveries", { exact: true });
  await count.fill("1001");
  await sentence.click();
  await expect(count).toBeHidden();
  await page.getByLabel("Name", { exact: true }).fill("Patient");
  await page.getByLabel("URL").fill("https://receiver.example/");
  await page.getByLabel("All events").check();
  await page.getByRole("button", { name: "Save" }).click();
  await expect(count).toBeFocused();
  await expect(policyDetails).toContainText("The number of failed deliveries can be at most 1,000.");
  await count.fill("4");
  await expect(sentence).toHaveText(
    /paused once 4 deliveries have failed permanently since it was last enabled\.$/,
  );
  await page.locator("summary").filter({ hasText: "Delivery:" }).click();
  await page.getByLabel("Requests per second").fill("20");
  await page.getByLabel("Sequence numbers").check();
  await page.getByLabel("Order per entity").check();
  await page.getByLabel("After a failed delivery").selectOption("Continue with the next one");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Patient" })).toBeVisible();
  const { body } = await call(system, "GET", "/api/v1/webhooks");
  const failurePolicy = { kind: "failures", count: 4 };
  expect(body.items).toMatchObject([
    { failurePolicy, maxRequestsPerSecond: 20, sequence: true, ordered: true, orderAfterFailure: "continue" },
  ]);
});

test("a webhook's page counts failed deliveries until they pause the webhook, and an incident is open before that", async ({
  system,
  receiver,
  page,
}) => {
  receiver.respond({ status: 500 });
  const { id } = await createWebhook(system, {
    name: "Patient",
    url: receiver.url(),
    triggers: ["PaymentPosted"],
    retryDelays: [],
    failurePolicy: { kind: "failures", count: 3 },
  });
  await postEvent(system, { type: "PaymentPosted", entityId: "FP-1" });
  await waitForState(system, "FP-1", "failed");
  await signIn(page, system);
  const url = `${system.url}${webhooksPath}/${id}`;
  await page.goto(url);
  const figure = page.locator("dl > div").filter({ hasText: "Failed since enabled" });
  await expect(figure).toHaveText(/1\s*paused after 3 failed deliveries/);
  await expect(page.getByRole("region", { name: "Open incidents" })).toContainText("Patient: response 500");
  for (const entityId of ["FP-2", "FP-3"]) {
    await postEvent(system, { type: "PaymentPosted", entityId });
    await waitForState(system, entityId, "failed");
  }
  await page.goto(url);
  const banner =
    /^Paused .+ The number of failed deliveries reached the limit of the failure policy\. 0 deliveries/;
  await expect(page.locator("main").getByText(banner)).toBeVisible();
  await expect(figure).toHaveCount(0);
});
