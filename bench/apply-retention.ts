// Applies retention to the database of DATABASE_URL and prints how long that took, in s.
import { closeDatabase } from "@/lib/db";
import { applyRetention } from "@/lib/retention/apply-retention";

const startedAt = performance.now();
await applyRetention();
console.log((performance.now() - startedAt) / 1_000);
await closeDatabase();
