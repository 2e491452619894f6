-- Ranges of sequence numbers in a receiver's list (decision 34).
-- CreateTable
-- Unlogged: its rows are needed only while a request is answered.
CREATE UNLOGGED TABLE "received_ranges" (
    "reconciliation_id" UUID NOT NULL,
    "first" BIGINT NOT NULL,
    "last" BIGINT NOT NULL,

    CONSTRAINT "received_ranges_pkey" PRIMARY KEY ("reconciliation_id","first")
);
