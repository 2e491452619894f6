import pg from "pg";
import type { Failure } from "../lib/reasons/codes";
import { describeFailure } from "../lib/reasons/describe";
import { behaviours, type Responder, startReceiver } from "../testing/receiver";
import { makeCertificate } from "../testing/tls";
import { createWebhook, postEvent } from "./api";
import { findRowsWith } from "./attempted-delivery";
import { expect, signIn, test } from "./fixtures";
import type { System } from "./system";
import { testUsers } from "./test-users";

/** Each class of failure, by the name of its webhook. None of the webhooks retries. */
const failureByWebhook: Record<string, Failure> = {
  dns: { code: "dns_failed" },
  tls: { code: "tls_failed", params: { tlsError: "DEPTH_ZERO_SELF_SIGNED_CERT" } },
  closed: { code: "connect_refused" },
  hang: { code: "timeout", params: { phase: "waiting", timeoutMs: 1_000 } },
  private: { code: "address_refused" },
  moved: { code: "redirect", params: { status: 302, location: "https://new.example/" } },
  401: { code: "http_401" },
  410: { code: "http_410" },
  429: { code: "http_429" },
  503: { code: "http_503" },
};

const respondByName: Responder = (request, response) => {
  const name = request.url.slice(1);
  if (name === "hang") return behaviours.hang();
  if (name === "moved") return { status: 302, headers: { location: "https://new.example/" } };
  response.writeHead(Number(name)).end();
  return undefined;
};

/** Changes the webhook's URL to a private address without a check, as if its host name resolved to that address after the check. */
async function pointToPrivateAddress(system: System, webhookId: string) {
  const database = new pg.Client({ connectionString: system.databaseUrl });
  await database.connect();
  const update = database.query("UPDATE webhooks SET url = 'https://10.0.0.1/' WHERE id = $1", [webhookId]);
  await update.finally(() => database.end());
}

test("each class of failure has a cause and a next action", async ({ system, receiver, page }) => {
  receiver.respond(respondByName);
  const secure = await startReceiver({ tls: makeCertificate() });
  const closedReceiver = await startReceiver();
  await closedReceiver.close();
  const urls: Record<string, string> = {
    dns: "https://nowhere.invalid/",
    tls: secure.url(),
    closed: closedReceiver.url(),
    private: receiver.url(),
  };
  for (const name of Object.keys(failureByWebhook)) {
    const { id } = await createWebhook(system, {
      name,
      url: urls[name] ?? receiver.url(`/${name}`),
      triggers: ["PaymentPosted"],
      retryDelays: [],
      timeoutSeconds: 1,
    });
    if (name === "private") await pointToPrivateAddress(system, id);
  }
  await postEvent(system, { type: "PaymentPosted", entityId: "F-1" });
  await signIn(page, system, testUsers.viewer);
  await page.goto(`${system.url}/loans/F-1/webhooks`);
  await expect(findRowsWith(page, /Failed/)).toHaveCount(Object.keys(failureByWebhook).length, {
    timeout: 20_000,
  });
  for (const [name, failure] of Object.entries(failureByWebhook)) {
    const { cause, nextAction } = describeFailure(failure, "stopped");
    const row = page.getByRole("row").filter({ has: page.getByTitle(name, { exact: true }) });
    await row.getByRole("link", { name: /^Details/ }).click();
    await expect(row.locator("~ tr[id^=details]")).toContainText(`${cause}Next: ${nextAction}`);
  }
  await secure.close();
});
