-- No index names the state any more, so recording a success changes no index; no foreign key is checked for each row; and the
-- indexes of events leave out rows without a value.
-- AlterTable
ALTER TABLE "deliveries" ADD COLUMN "unsuccessful_state" "delivery_state";

UPDATE "deliveries" SET "unsuccessful_state" = "state" WHERE "state" <> 'succeeded' AND "state" IN ('failed', 'discarded');

-- DropIndex
DROP INDEX "deliveries_state_id_idx";

-- CreateIndex
CREATE INDEX "deliveries_unsuccessful_state_id_idx" ON "deliveries"("unsuccessful_state", "id" DESC) WHERE (unsuccessful_state IS NOT NULL);

ALTER TABLE "deliveries" ADD CONSTRAINT "deliveries_unsuccessful_state_check"
CHECK ("unsuccessful_state" IS NOT DISTINCT FROM CASE WHEN "state" IN ('failed', 'discarded') THEN "state" END);

-- DropForeignKey
ALTER TABLE "deliveries" DROP CONSTRAINT "deliveries_event_id_fkey";

-- DropForeignKey
ALTER TABLE "attempts" DROP CONSTRAINT "attempts_delivery_id_fkey";

-- DropIndex
DROP INDEX "events_dedupe_key_key";

-- DropIndex
DROP INDEX "events_partner_id_id_idx";

-- CreateIndex
CREATE UNIQUE INDEX "events_dedupe_key_key" ON "events"("dedupe_key") WHERE (dedupe_key IS NOT NULL);

-- CreateIndex
CREATE INDEX "events_partner_id_id_idx" ON "events"("partner_id", "id" DESC) WHERE (partner_id IS NOT NULL);
