import type pg from "pg";
import { knownValues } from "./fill-deliveries";
import { percentile } from "./statistics";

/** Returns the paths of the history pages and of the other pages to measure, on a database filled by `fillDeliveries`. */
export async function findPagePaths(db: pg.Client): Promise<{ histories: string[]; others: string[] }> {
  const readOneId = async (table: string, where: string) => {
    const { rows } = await db.query<{ id: string }>(
      `SELECT id FROM ${table} WHERE ${where} ORDER BY id DESC OFFSET 1 LIMIT 1`,
    );
    if (!rows[0]) throw new Error(`There are no ${table} where ${where}: fill the database first.`);
    return rows[0].id;
  };
  const recentDeliveryId = await readOneId("deliveries", "true");
  const oldDeliveryId = await readOneId("deliveries", "created_at < now() - interval '20 days'");
  const retriedDeliveryId = await readOneId("deliveries", "attempt_count = 2");
  const { rows } = await db.query<{ id: string }>("SELECT id FROM webhooks ORDER BY id LIMIT 4");
  const [failing, quiet, , withRareCode] = rows.map(({ id }) => id);
  const tenDaysAgo = new Date(Date.now() - 10 * 86_400_000).toISOString();
  const { busyLoan, loan, opportunity, commonCode, rareCode } = knownValues;
  const filters = [
    "",
    "entityType=Loan",
    `entityId=${loan}`,
    `entityType=Loan&entityId=${loan}`,
    "eventType=LoanStatusChanged",
    "eventType=NoSuchType",
    ...["succeeded", "failed", "pending", "delivering", "held", "discarded"].map((state) => `state=${state}`),
    ...[200, commonCode, rareCode, 418].map((code) => `responseCode=${code}`),
    `webhookId=${failing}`,
    ...["", "&state=failed", "&state=pending", "&responseCode=200"].map(
      (more) => `webhookId=${quiet}${more}`,
    ),
    // Filters that no single index covers: a code that this webhook got rarely, and codes that only other webhooks got.
    `webhookId=${withRareCode}&responseCode=${rareCode}`,
    ...[commonCode, rareCode].map((code) => `webhookId=${quiet}&responseCode=${code}`),
    `eventType=LoanStatusChanged&responseCode=${commonCode}`,
    "eventType=PaymentPosted&entityType=Opportunity",
    "eventType=PaymentPosted&state=failed",
    `from=${tenDaysAgo}`,
    `to=${tenDaysAgo}`,
    `to=${tenDaysAgo}&responseCode=${rareCode}`,
    `cursor=${recentDeliveryId}`,
    `cursor=${oldDeliveryId}`,
    `cursor=${oldDeliveryId}&webhookId=${quiet}`,
    `newer=${oldDeliveryId}`,
  ];
  const configurations = "/administration/integrations/webhooks";
  return {
    histories: [
      ...filters.map((filter) => `/deliveries${filter && `?${filter}`}`),
      `/deliveries/${retriedDeliveryId}`,
      `/loans/${loan}/webhooks`,
      ...["", `?responseCode=${commonCode}`, "?state=failed", `?webhookId=${quiet}`].map(
        (filter) => `/loans/${busyLoan}/webhooks${filter}`,
      ),
      `/entities/Opportunity/${opportunity}/webhooks`,
    ],
    others: [
      "/",
      "/?range=7d",
      "/loans",
      configurations,
      `${configurations}?q=receiver&sort=-updatedAt`,
      `${configurations}/${failing}`,
      `${configurations}/${failing}/health`,
      "/administration/audit",
      ...[retriedDeliveryId.slice(0, 8), "receiver", "nothing-is-called-this"].map(
        (text) => `/search?q=${text}`,
      ),
    ],
  };
}

const rounds = 20;
const warmUps = 3;

/** Requests each page 20 times, after 3 warm-up requests, and prints the times. Returns the pages with a p95 over `limitMs`. */
export async function measurePages(
  paths: readonly string[],
  request: (path: string) => Promise<{ ms: number }>,
  limitMs: number,
): Promise<string[]> {
  const slowPages: string[] = [];
  for (const path of paths) {
    const times: number[] = [];
    for (let round = 0; round < warmUps + rounds; round += 1) {
      const { ms } = await request(path);
      if (round >= warmUps) times.push(ms);
    }
    const figures = [percentile(times, 0.5), percentile(times, 0.95), Math.max(...times)];
    if (percentile(times, 0.95) > limitMs) slowPages.push(path);
    console.log(`${figures.map((ms) => ms.toFixed(0).padStart(6)).join("")}  ${path}`);
  }
  return slowPages;
}
