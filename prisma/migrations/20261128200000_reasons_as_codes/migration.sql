-- The ledger keeps codes and their parameters; sentences are made where they are shown. Older rows keep their sentence.
-- AlterTable
ALTER TABLE "attempts" ADD COLUMN "error_params" JSON;

-- AlterTable
ALTER TABLE "deliveries" ADD COLUMN "reason_params" JSON;

-- AlterTable
ALTER TABLE "notices" ALTER COLUMN "text" DROP NOT NULL;

UPDATE "webhooks" SET "state_reason" = 'delivery_failed' WHERE "state_reason" = 'A delivery failed for good.';

-- The function is called notify-of-pause now. The sweep signals what these rows stood for within a minute.
DELETE FROM "engine_runs" WHERE "function_id" = 'hookledger-tell-of-pause';
