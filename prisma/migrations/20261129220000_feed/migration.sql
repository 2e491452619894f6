-- What a receiver is missing (decision 34).
-- CreateTable
CREATE TABLE "reconciliations" (
    "id" UUID NOT NULL,
    "webhook_id" UUID NOT NULL,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "reconciliations_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "reconciliation_items" (
    "reconciliation_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "delivery_id" UUID NOT NULL,

    CONSTRAINT "reconciliation_items_pkey" PRIMARY KEY ("reconciliation_id","kind","delivery_id")
);

-- CreateTable
-- Unlogged: its rows are needed only while a request is answered.
CREATE UNLOGGED TABLE "received_trace_ids" (
    "reconciliation_id" UUID NOT NULL,
    "trace_id" UUID NOT NULL,
    "line" INTEGER NOT NULL,

    CONSTRAINT "received_trace_ids_pkey" PRIMARY KEY ("reconciliation_id","trace_id")
);

-- AddForeignKey
ALTER TABLE "reconciliation_items" ADD CONSTRAINT "reconciliation_items_reconciliation_id_fkey" FOREIGN KEY ("reconciliation_id") REFERENCES "reconciliations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- The feed of a webhook whose receiver pulls (decision 34).
-- CreateTable
CREATE TABLE "feeds" (
    "webhook_id" UUID NOT NULL,
    "epoch" UUID NOT NULL,
    "cluster" TEXT NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "feeds_pkey" PRIMARY KEY ("webhook_id")
);

-- CreateTable
CREATE TABLE "feed_entries" (
    "webhook_id" UUID NOT NULL,
    "transaction_id" BIGINT NOT NULL,
    "delivery_id" UUID NOT NULL,

    CONSTRAINT "feed_entries_pkey" PRIMARY KEY ("webhook_id","transaction_id","delivery_id")
);
