-- Jobs resend or release many deliveries (decision 29). The index below reads the table of attempts once.
-- CreateEnum
CREATE TYPE "job_state" AS ENUM ('running', 'paused', 'finished', 'cancelled', 'failed');

-- AlterTable
ALTER TABLE "attempts" ADD COLUMN "job_id" UUID;

-- AlterTable
ALTER TABLE "deliveries" ADD COLUMN "release_job_id" UUID,
ADD COLUMN "released_at" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "jobs" (
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "filter" JSONB NOT NULL,
    "state" "job_state" NOT NULL DEFAULT 'running',
    "reason" TEXT,
    "rate" INTEGER NOT NULL,
    "enable" BOOLEAN NOT NULL DEFAULT false,
    "resend_failed" BOOLEAN NOT NULL DEFAULT false,
    "partner_id" UUID,
    "requested_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "resumed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "ended_at" TIMESTAMPTZ(3),
    "total" INTEGER NOT NULL,
    "excluded" INTEGER NOT NULL,
    "cursor" UUID,
    "before_id" UUID NOT NULL,
    "paced_until" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "released" INTEGER NOT NULL DEFAULT 0,
    "settled_until" UUID,
    "succeeded" INTEGER NOT NULL DEFAULT 0,
    "failed" INTEGER NOT NULL DEFAULT 0,
    "failures_in_row" INTEGER NOT NULL DEFAULT 0,
    "lease_token" UUID,
    "lease_until" TIMESTAMPTZ(3),

    CONSTRAINT "jobs_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "job_webhooks" (
    "job_id" UUID NOT NULL,
    "webhook_id" UUID NOT NULL,
    "open" BOOLEAN NOT NULL DEFAULT true,

    CONSTRAINT "job_webhooks_pkey" PRIMARY KEY ("job_id","webhook_id")
);

-- CreateIndex
CREATE INDEX "jobs_partner_id_id_idx" ON "jobs"("partner_id", "id" DESC) WHERE (partner_id IS NOT NULL);

-- CreateIndex
CREATE INDEX "jobs_running" ON "jobs"("id") WHERE (state = 'running');

-- CreateIndex
CREATE UNIQUE INDEX "job_webhooks_open" ON "job_webhooks"("webhook_id") WHERE (open);

-- CreateIndex
CREATE UNIQUE INDEX "attempts_job_id_delivery_id_key" ON "attempts"("job_id", "delivery_id") WHERE (job_id IS NOT NULL);

-- AddForeignKey
ALTER TABLE "job_webhooks" ADD CONSTRAINT "job_webhooks_job_id_fkey" FOREIGN KEY ("job_id") REFERENCES "jobs"("id") ON DELETE CASCADE ON UPDATE CASCADE;
