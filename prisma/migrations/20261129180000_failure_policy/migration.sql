-- When a webhook is paused becomes a setting (decision 30). Existing webhooks, and those that a process of the previous release
-- creates meanwhile, are paused after one failed delivery, as before.
-- AlterTable
ALTER TABLE "webhooks" ADD COLUMN "failure_policy" JSONB NOT NULL DEFAULT '{"kind": "failures", "count": 1}';

-- CreateTable
CREATE TABLE "webhook_failures" (
    "webhook_id" UUID NOT NULL,
    "failed_at" TIMESTAMPTZ(3)[],
    "failing_since" TIMESTAMPTZ(3) NOT NULL,
    "success_seen_at" TIMESTAMPTZ(3),
    "warning" TEXT,
    "messaged_at" TIMESTAMPTZ(3),
    "warning_notified_at" TIMESTAMPTZ(3),

    CONSTRAINT "webhook_failures_pkey" PRIMARY KEY ("webhook_id")
);

-- AddForeignKey
ALTER TABLE "webhook_failures" ADD CONSTRAINT "webhook_failures_webhook_id_fkey" FOREIGN KEY ("webhook_id") REFERENCES "webhooks"("id") ON DELETE CASCADE ON UPDATE CASCADE;
