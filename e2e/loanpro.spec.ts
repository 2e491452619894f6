import { loanproCalls } from "../lib/adapters/loanpro/calls";
import { call, createWebhook, fetchDelivery, postEvent, waitForState } from "./api";
import { insertApiKey } from "./api-key";
import { expectAccessible } from "./axe";
import { expect, signIn, test } from "./fixtures";

const webhooksPath = "/administration/integrations/webhooks";
const retryPath = (traceId: string, attempt: string) =>
  loanproCalls.retryWebhook.path.replace("{traceId}", traceId).replace("{attempt}", attempt);

test("LoanPro's body has the event's title and the selected variables", async ({ system, receiver }) => {
  await createWebhook(system, {
    url: receiver.url(),
    dialect: "loanpro",
    triggers: ["PaymentPosted"],
    options: { variables: ["loan-display-id", "status-days-past-due", "agent-full-name"] },
  });
  receiver.respond({ status: 204 });
  await postEvent(system, { type: "PaymentPosted", entityId: "LP-1", data: { daysPastDue: 3 } });
  const [request] = await receiver.waitFor(1);
  expect(JSON.parse(String(request?.body))).toEqual({
    eventName: "Payment Posted to account",
    context: { "loan-display-id": "LP-1", "status-days-past-due": 3, "agent-full-name": null },
  });
  expect(request?.headers["x-hookledger-signature"]).toMatch(/^[A-Za-z0-9+/]{43}=$/);
  await waitForState(system, "LP-1", "succeeded");
});

for (const method of ["PUT", "GET", "DELETE"] as const) {
  test(`a ${method} request has the event's values in its URL, headers and, except for GET, body`, async ({
    system,
    receiver,
  }) => {
    const savedWebhook = await createWebhook(system, {
      url: receiver.url(
        '/loans/{{ entity.id }}?to={{ changes.loanStatus.to }}&c={{ context["loan-amount"] }}',
      ),
      method,
      dialect: "loanpro",
      triggers: ["LoanStatusChanged"],
      headers: { "X-Agent": "{{ data.agentFullName }}" },
      options: { bodyTemplate: '{"agent": "{{ data.agentFullName }}", "due": {{ data.amountDue }}}' },
      authentication: { kind: "bearer", token: "receiver-token" },
    });
    expect(savedWebhook).toMatchObject({ method });
    const entityId = `LP ${method}/../1`;
    await postEvent(system, {
      type: "LoanStatusChanged",
      entityId,
      data: { agentFullName: 'Ann "\r\nX-Evil: 1', amountDue: 1.5 },
      changes: { loanStatus: { from: "Open", to: "Closed" } },
    });
    const [request] = await receiver.waitFor(1);
    expect(request?.method).toBe(method);
    expect(request?.url).toBe(`/loans/LP%20${method}%2F..%2F1?to=Closed&c=`);
    expect(request?.headers).toMatchObject({
      "x-agent": 'Ann "%0D%0AX-Evil: 1',
      authorization: "Bearer receiver-token",
    });
    expect(request?.headers["x-evil"]).toBeUndefined();
    expect(String(request?.body)).toBe(
      method === "GET" ? "" : '{"agent": "Ann \\"\\r\\nX-Evil: 1", "due": 1.5}',
    );
    const { attempts } = await waitForState(system, entityId, "succeeded");
    expect(attempts[0]).toMatchObject({ method, destination: receiver.url(request?.url) });
  });
}

test("a condition on a changed field matches only events in which that field changed", async ({
  system,
  receiver,
}) => {
  await createWebhook(system, {
    url: receiver.url(),
    dialect: "loanpro",
    triggers: [
      {
        eventType: "LoanStatusChanged",
        condition: '"loanStatus" in changes && changes.loanStatus.from != changes.loanStatus.to',
      },
    ],
  });
  const postStatusChange = (entityId: string, to: string) =>
    postEvent(system, {
      ...{ type: "LoanStatusChanged", entityId },
      changes: { loanStatus: { from: "Open", to } },
    });
  await postStatusChange("LP-same", "Open");
  await postStatusChange("LP-other", "Closed");
  await waitForState(system, "LP-other", "succeeded");
  expect(receiver.requests.map(({ body }) => JSON.parse(String(body)).context["loan-display-id"])).toEqual([
    "LP-other",
  ]);
});

test("an invalid template is rejected with the line and column of the error; a variable in the URL's host is rejected too", async ({
  system,
}) => {
  const rejectedResponse = await call(system, "POST", "/api/v1/webhooks", {
    url: "https://{{ data.host }}/",
    dialect: "loanpro",
    options: { bodyTemplate: '{\n"a": "{{ data.x | shout }}"}' },
  });
  expect(rejectedResponse.status).toBe(400);
  const errors = (rejectedResponse.body.errors as { field: string; message: string }[]).map(
    ({ field, message }) => `${field}: ${message}`,
  );
  expect(errors).toContainEqual(expect.stringContaining("options.bodyTemplate: Line 2, column"));
  expect(errors).toContainEqual(expect.stringMatching(/^url: .*path or query/));
});

test("LoanPro's retry call makes a manual attempt with the same bytes, but only for an existing attempt", async ({
  system,
  receiver,
}) => {
  await createWebhook(system, { url: receiver.url(), dialect: "loanpro", triggers: ["PaymentPosted"] });
  await postEvent(system, { type: "PaymentPosted", entityId: "LP-retry" });
  const { traceId, attempts } = await waitForState(system, "LP-retry", "succeeded");
  const retryResponse = await call(system, "POST", retryPath(traceId, "1"));
  expect(retryResponse.status, retryResponse.text).toBe(200);
  expect(retryResponse.body).toEqual({ success: true, traceId, attemptId: expect.any(String) });
  const [first, second] = await receiver.waitFor(2);
  expect(second?.body).toEqual(first?.body);
  expect(second?.headers["x-hookledger-attempt"]).toBe("manual");
  await expect
    .poll(
      async () => (await fetchDelivery(system, "LP-retry")).attempts.filter(({ outcome }) => outcome).length,
    )
    .toBe(2);
  expect((await call(system, "POST", retryPath(traceId, "manual"))).status).toBe(200);
  expect((await call(system, "POST", retryPath(traceId, attempts[0]?.id ?? ""))).status).toBe(200);

  for (const [trace, attempt] of [
    [traceId, "2"],
    [traceId, "x"],
    ["490cb3f3-68c5-4da8-a4b8-976565d57050", "1"],
  ] as const) {
    const { status, body } = await call(system, "POST", retryPath(trace, attempt));
    expect(status).toBe(404);
    expect(body).toEqual({
      error: { message: expect.stringContaining("There is no attempt"), type: "no_such_attempt", code: 404 },
    });
  }
  expect((await call(system, "POST", retryPath(traceId, "1"), undefined, "")).status).toBe(401);
  const readOnlyKey = await insertApiKey(system, ["deliveries:read"]);
  expect((await call(system, "POST", retryPath(traceId, "1"), undefined, readOnlyKey)).status).toBe(403);
});

for (const appearance of [
  { name: "light", viewport: { width: 1280, height: 900 } },
  { name: "mobile", viewport: { width: 390, height: 844 } },
] as const) {
  test(`the form, ${appearance.name}: with LoanPro's format, it previews the request, shows template and condition errors, and keeps what was saved`, async ({
    system,
    receiver,
    browser,
  }) => {
    test.setTimeout(90_000);
    const entity = `LP-form-${appearance.name}`;
    await postEvent(system, { type: "PaymentPosted", entityId: entity, data: { amountDue: 50 } });
    const context = await browser.newContext({ viewport: appearance.viewport });
    const page = await context.newPage();
    await signIn(page, system);
    await page.goto(`${system.url}${webhooksPath}/new`);
    await page.getByLabel("URL", { exact: true }).fill(receiver.url("/{{ data.nothing }}"));
    await page.getByLabel("Format", { exact: true }).selectOption("LoanPro");
    await page.locator("summary").filter({ hasText: "Delivery:" }).click();
    await page.locator("summary").filter({ hasText: "Request:" }).click();
    await expect(page.getByLabel("Success rule")).toHaveValue("2xx");
    await expect(page.getByLabel("Signature header")).toHaveValue("X-Hookledger-Signature");

    await page.getByLabel("Search event triggers").fill("payment posted");
    await page.getByRole("checkbox", { name: /^Payment Posted to account/ }).check();
    const request = page.getByRole("group", { name: "Previewed request" });
    await expect(request).toContainText('"eventName": "Payment Posted to account"');
    await expect(request).toContainText(`"loan-display-id": "${entity}"`);
    await expect(page.getByText("data.nothing", { exact: true })).toBeVisible();
    await page.getByRole("checkbox", { name: "status-full-due" }).check();
    await expect(request).toContainText('"status-full-due": 50');
    await expect(request).not.toContainText('"loan-display-id"');

    await page.getByLabel("Custom template").check();
    const template = page.getByLabel("Body template");
    await template.fill('{\n"due": {{ data.amountDue | nope }} }');
    await expect(page.getByText(/^Line 2, column \d+: undefined filter: nope\.$/)).toBeVisible();
    await page.getByRole("button", { name: "Save" }).click();
    await expect(template).toBeFocused();
    await expect(template).toHaveAttribute("aria-invalid", "true");
    await template.fill('{"due": {{ data.amountDue }} }');
    await page.getByLabel("Method").selectOption("PUT");
    await expect(request).toContainText(`PUT ${receiver.url("/")}`);
    await expect(request).toContainText('"due": 50');

    await page.getByRole("button", { name: /^Add condition/ }).click();
    const condition = page.getByLabel("Send Payment Posted to account only if");
    await condition.fill("data.amountDue >");
    await expect(page.getByText(/The condition is not valid: Unexpected token/)).toBeVisible();
    await condition.fill("data.loanStatus > 5");
    await expect(page.getByText(/data\.loanStatus > 5 compares a string with a number/)).toBeVisible();
    await condition.fill("data.noSuchField > 5");
    await expect(page.getByText(/The event has no data\.noSuchField\./)).toBeVisible();
    await condition.fill("data.amountDue > 100");
    await expect(page.getByText(/The event has no|The condition/)).toBeHidden();
    await page.getByRole("button", { name: "Test against the last 20 events" }).click();
    const triedEventRow = page.getByRole("row", { name: new RegExp(entity) });
    await expect(triedEventRow).toContainText("Did not match");
    await expect(triedEventRow).toContainText("data.amountDue is 50");

    await page.getByLabel("Authentication", { exact: true }).selectOption("basic");
    await page.getByLabel("Username").fill("ada");
    await page.getByLabel("Password").fill("at-the-receiver");
    await page.getByText("Variables in URL, headers and body").click();
    await expectAccessible(page, "the form", { appearances: [appearance.name] });
    await page.getByRole("button", { name: "Save" }).click();
    await expect(page.getByText("Webhook created.")).toBeVisible();

    await page.waitForURL(/webhooks\/[0-9a-f-]{36}$/);
    await page.reload();
    await expect(page.getByLabel("Body template")).toHaveValue('{"due": {{ data.amountDue }} }');
    await expect(page.getByLabel("Send Payment Posted to account only if")).toHaveValue(
      "data.amountDue > 100",
    );
    await expect(page.getByLabel("Password")).toHaveValue("");
    await expect(page.getByText(/You have unsaved changes/)).toBeHidden();
    await expectAccessible(page, "the form", { appearances: [appearance.name] });
    await page.getByRole("button", { name: "Send test" }).click();
    await expect(page.getByText("Test succeeded")).toBeVisible();
    const [sent] = await receiver.waitFor(1);
    expect(sent).toMatchObject({ method: "PUT", url: "/" });
    expect(sent?.headers.authorization).toBe(
      `Basic ${Buffer.from("ada:at-the-receiver").toString("base64")}`,
    );
    await context.close();
  });
}
