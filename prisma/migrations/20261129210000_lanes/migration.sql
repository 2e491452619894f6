-- A webhook may have a throttle and sequence numbers (decision 33).
-- AlterTable
ALTER TABLE "webhooks" ADD COLUMN "max_requests_per_second" INTEGER,
ADD COLUMN "sequence" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "deliveries" ADD COLUMN "sequence" BIGINT;

-- CreateTable
CREATE TABLE "lanes" (
    "webhook_id" UUID NOT NULL,
    "not_before" TIMESTAMPTZ(6),
    "manual_not_before" TIMESTAMPTZ(6),
    "next_number" BIGINT NOT NULL DEFAULT 1,

    CONSTRAINT "lanes_pkey" PRIMARY KEY ("webhook_id")
);

-- Each claim of such a webhook changes its row, and no index.
ALTER TABLE "lanes" SET (fillfactor = 50);
