-- A webhook may send its deliveries for one entity one after another (decision 33).
-- AlterTable
ALTER TABLE "webhooks" ADD COLUMN "order_after_failure" TEXT NOT NULL DEFAULT 'wait',
ADD COLUMN "ordered" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "open_deliveries" ADD COLUMN "line" BIGINT,
ADD COLUMN "place" BIGINT;

-- CreateTable
CREATE TABLE "blocked_lines" (
    "webhook_id" UUID NOT NULL,
    "line" BIGINT NOT NULL,
    "place" BIGINT NOT NULL,
    "delivery_id" UUID NOT NULL,

    CONSTRAINT "blocked_lines_pkey" PRIMARY KEY ("webhook_id","line")
);

-- CreateIndex
CREATE INDEX "open_deliveries_line" ON "open_deliveries"("webhook_id", "line", "place", "delivery_id") WHERE (line IS NOT NULL);

-- The order of acceptance. A step is more than the events of a request, which have places of their own within it.
CREATE SEQUENCE "delivery_places" INCREMENT BY 1000;
