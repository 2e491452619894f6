import type { TestProject } from "vitest/node";
import { startTemporaryDatabase } from "@/scripts/postgres/temporary-database";

declare module "vitest" {
  export interface ProvidedContext {
    testDatabase: { url: string; prefix: string; template: string };
  }
}

/** One Postgres with one migrated template for the whole run; each database test file clones it (testing/database.ts). */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { url, prefix, template, stop } = await startTemporaryDatabase();
  project.provide("testDatabase", { url, prefix, template });
  return stop;
}
