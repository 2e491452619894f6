-- Hookledger's own events, and the owner and the self-healing of a webhook (decision 35).
-- AlterTable
ALTER TABLE "webhook_failures" ADD COLUMN "recovered_at" TIMESTAMPTZ(3);

-- Nobody was told of the warnings from before this version, so nobody is told that they are over.
UPDATE "webhook_failures" SET "recovered_at" = now() WHERE "warning" IS NOT NULL;

-- AlterTable
ALTER TABLE "webhooks" ADD COLUMN "owner" TEXT,
ADD COLUMN "owner_notified_of" TIMESTAMPTZ(3),
ADD COLUMN "self_healing" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "own_events" (
    "id" UUID NOT NULL,
    "type" TEXT NOT NULL,
    "entity_id" TEXT NOT NULL,
    "partner_id" UUID,
    "data" JSONB NOT NULL,
    "occurred_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "group_key" UUID,
    "due_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "own_events_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "own_events_group_key_key" ON "own_events"("group_key");

-- CreateTable
CREATE TABLE "webhook_probes" (
    "webhook_id" UUID NOT NULL,
    "paused_at" TIMESTAMPTZ(3) NOT NULL,
    "probes" INTEGER NOT NULL,
    "attempt_id" UUID,
    "delivery_id" UUID NOT NULL,
    "probed_at" TIMESTAMPTZ(3) NOT NULL,
    "healed_at" TIMESTAMPTZ(3),
    "release_due" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "webhook_probes_pkey" PRIMARY KEY ("webhook_id")
);

-- AddForeignKey
ALTER TABLE "webhook_probes" ADD CONSTRAINT "webhook_probes_webhook_id_fkey" FOREIGN KEY ("webhook_id") REFERENCES "webhooks"("id") ON DELETE CASCADE ON UPDATE CASCADE;
