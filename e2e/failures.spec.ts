import pg from "pg";
import { behaviours, type Responder, startReceiver } from "../testing/receiver";
import { makeCertificate } from "../testing/tls";
import { createWebhook, postEvent } from "./api";
import { rows } from "./failed-once";
import { expect, signIn, test } from "./fixtures";
import { people } from "./people";
import type { System } from "./system";

/** What the history says of each class of failure, by the name of the webhook: what happened, and the one thing to do. */
const said: Record<string, string> = {
  dns: "The receiver's host name could not be resolved to an address.Next: Check the URL for a typing error, and the DNS of this server.",
  tls: "it is self-signed (DEPTH_ZERO_SELF_SIGNED_CERT).Next: Ask the receiver's operator to install a valid certificate.",
  closed:
    "The receiver's server refused the connection.Next: Check that the receiver is running and that the port in the URL is right.",
  hang: "The receiver did not answer in 1 s.Next: Ask its operator to answer first and work afterwards, or raise the timeout of the webhook.",
  private:
    "The receiver's address is private or reserved, so nothing was sent.Next: Use a public https address, or ask the operator",
  moved:
    "The receiver redirects to https://new.example/ (302).Next: Redirects are never followed; set the webhook's URL to the final address.",
  401: "The receiver did not accept our credentials (401).Next: Compare the key and the custom headers with what it expects.",
  410: "The receiver says that this URL is gone for good (410).Next: Ask for the new one.",
  429: "The receiver is rate limiting our requests (429).Next: Any retry that is left waits at least as long as it asks; if none is left, resend later.",
  503: "The receiver has a fault of its own (503).Next: Tell the receiver's operator if it stays.",
};

const answers: Responder = (request, response) => {
  const name = request.url.slice(1);
  if (name === "hang") return behaviours.hang();
  if (name === "moved") return { status: 302, headers: { location: "https://new.example/" } };
  response.writeHead(Number(name)).end();
  return undefined;
};

/** A name can lead to another address after it was checked; so this one's webhook is led there. */
async function leadToPrivateAddress(system: System, webhookId: string) {
  const database = new pg.Client({ connectionString: system.databaseUrl });
  await database.connect();
  const led = database.query("UPDATE webhooks SET url = 'https://10.0.0.1/' WHERE id = $1", [webhookId]);
  await led.finally(() => database.end());
}

test("each class of failure has one plain sentence and one next action", async ({
  system,
  receiver,
  page,
}) => {
  receiver.respond(answers);
  const secure = await startReceiver({ tls: makeCertificate() });
  const closed = await startReceiver();
  await closed.close();
  const urls: Record<string, string> = {
    dns: "https://nowhere.invalid/",
    tls: secure.url(),
    closed: closed.url(),
    private: receiver.url(),
  };
  for (const name of Object.keys(said)) {
    const { id } = await createWebhook(system, {
      name,
      url: urls[name] ?? receiver.url(`/${name}`),
      triggers: ["PaymentPosted"],
      retryDelays: [],
      timeoutSeconds: 1,
    });
    if (name === "private") await leadToPrivateAddress(system, id);
  }
  await postEvent(system, { type: "PaymentPosted", entityId: "F-1" });
  await signIn(page, system, people.viewer);
  await page.goto(`${system.url}/loans/F-1/webhooks`);
  await expect(rows(page, /Failed/)).toHaveCount(Object.keys(said).length, { timeout: 20_000 });
  for (const [name, sentences] of Object.entries(said)) {
    const row = page.getByRole("row").filter({ has: page.getByTitle(name, { exact: true }) });
    await row.getByRole("link", { name: /^Details/ }).click();
    await expect(row.locator("+ tr[id^=details]")).toContainText(sentences);
  }
  await secure.close();
});
