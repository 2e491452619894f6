-- Open deliveries get a narrow row of their own, and worker loops their slots (decision 25).
-- First, because it locks the table: no delivery may be written or closed while the open ones are copied.
-- DropIndex
DROP INDEX "deliveries_open";

-- DropIndex
DROP INDEX "deliveries_wake";

-- CreateTable
CREATE TABLE "open_deliveries" (
    "delivery_id" UUID NOT NULL,
    "webhook_id" UUID NOT NULL,
    "due_at" TIMESTAMPTZ(3),
    "attempt_count" INTEGER NOT NULL DEFAULT 0,
    "lease_token" UUID,
    "lease_started_at" TIMESTAMPTZ(3),
    "lease_until" TIMESTAMPTZ(3),

    CONSTRAINT "open_deliveries_pkey" PRIMARY KEY ("delivery_id")
);

-- CreateTable
CREATE TABLE "engine_slots" (
    "slot" SMALLINT NOT NULL,
    "token" UUID,
    "leased_until" TIMESTAMPTZ(3),
    "leaving" BOOLEAN NOT NULL DEFAULT false,
    "called_until" TIMESTAMPTZ(3),
    "calls" SMALLINT NOT NULL DEFAULT 0,

    CONSTRAINT "engine_slots_pkey" PRIMARY KEY ("slot")
);

-- An attempt that is in progress keeps its lease, so an interrupted one is recorded as before.
INSERT INTO "open_deliveries"
SELECT "id", "webhook_id",
       CASE WHEN "state" = 'pending' THEN greatest("next_attempt_at", "lease_until") END,
       "attempt_count", "lease_token", "lease_started_at", "lease_until"
FROM "deliveries" WHERE "state" IN ('pending', 'held');

-- CreateIndex
CREATE INDEX "open_deliveries_due" ON "open_deliveries"("webhook_id", "due_at") WHERE (due_at IS NOT NULL);

-- CreateIndex
CREATE INDEX "open_deliveries_held" ON "open_deliveries"("webhook_id") WHERE (due_at IS NULL);

-- Without statistics Postgres would plan the first claims for an empty table.
ANALYZE "open_deliveries";

-- AlterTable
ALTER TABLE "deliveries" DROP COLUMN "lease_started_at",
DROP COLUMN "lease_token",
DROP COLUMN "lease_until",
DROP COLUMN "next_attempt_at",
DROP COLUMN "wake_at";

-- Deliveries have no signals of their own any more; the table above says what is due.
DELETE FROM "engine_runs"
WHERE "function_id" IN ('hookledger-deliver-due', 'hookledger-deliver-retry', 'hookledger-resend');

-- Vacuumed early: rows come and go with every delivery, and a claim passes over what is left of them.
ALTER TABLE "open_deliveries" SET (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_cost_delay = 0);
