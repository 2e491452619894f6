import { startTemporaryDatabase } from "../scripts/postgres/temporary-database";
import { fillTemplate } from "./fill-template";

/**
 * Starts one Postgres for the whole run, with a template database that each system under test clones: migrated, seeded, with a user of each
 * role and an API key.
 */
export default async function setup(): Promise<() => Promise<void>> {
  const { url, prefix, template, stop } = await startTemporaryDatabase();
  const address = new URL(url);
  address.pathname = `/${template}`;
  const apiKey = await fillTemplate(address.href);
  process.env.E2E_DATABASE = JSON.stringify({ url, prefix, template, apiKey });
  return stop;
}
