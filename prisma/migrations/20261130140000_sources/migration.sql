-- Sources: requests that other systems send to /in/{token}, and the events made from them (decision 39).
-- CreateEnum
CREATE TYPE "source_message_state" AS ENUM ('waiting', 'mapped', 'duplicate', 'unmapped', 'unverified');

-- AlterTable
ALTER TABLE "events" ADD COLUMN     "message_id" UUID,
ADD COLUMN     "verified" BOOLEAN;

-- CreateTable
CREATE TABLE "sources" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "system" TEXT NOT NULL,
    "partner_id" UUID,
    "token_hash" BYTEA NOT NULL,
    "token_prefix" TEXT NOT NULL,
    "previous_token_hash" BYTEA,
    "previous_token_until" TIMESTAMPTZ(3),
    "verification" JSONB NOT NULL,
    "key_sealed" BYTEA,
    "previous_key_sealed" BYTEA,
    "previous_key_until" TIMESTAMPTZ(3),
    "networks" TEXT[],
    "mapping" JSONB NOT NULL,
    "duplicate_seconds" INTEGER NOT NULL,
    "revision" INTEGER NOT NULL DEFAULT 1,
    "unverified_count" BIGINT NOT NULL DEFAULT 0,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "deleted_at" TIMESTAMPTZ(3),

    CONSTRAINT "sources_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "source_messages" (
    "id" UUID NOT NULL,
    "source_id" UUID NOT NULL,
    "state" "source_message_state" NOT NULL,
    "verified" BOOLEAN NOT NULL,
    "method" TEXT NOT NULL,
    "query" TEXT NOT NULL,
    "headers" JSON NOT NULL,
    "body" BYTEA NOT NULL,
    "truncated" BOOLEAN NOT NULL DEFAULT false,
    "address" TEXT,
    "digest" BYTEA,
    "reason" TEXT,
    "tries" SMALLINT NOT NULL DEFAULT 0,
    "retry_at" TIMESTAMPTZ(3),
    "event_id" UUID,
    "taken" JSONB,

    CONSTRAINT "source_messages_pkey" PRIMARY KEY ("id")
) PARTITION BY RANGE ("id");

-- The first partition ends with the current week, in UTC; lib/partitions makes the later ones.
DO $$
DECLARE
  hex text := lpad(to_hex((extract(epoch FROM date_trunc('week', now() AT TIME ZONE 'UTC') + interval '1 week') * 1000)::bigint), 12, '0');
BEGIN
  EXECUTE format('CREATE TABLE source_messages_first PARTITION OF source_messages FOR VALUES FROM (MINVALUE) TO (%L)',
                 substr(hex, 1, 8) || '-' || substr(hex, 9) || '-7000-8000-000000000000');
END $$;

-- CreateIndex
CREATE UNIQUE INDEX "sources_token_hash_key" ON "sources"("token_hash");

-- CreateIndex
CREATE UNIQUE INDEX "sources_previous_token_hash_key" ON "sources"("previous_token_hash");

-- CreateIndex
CREATE INDEX "sources_partner_id_idx" ON "sources"("partner_id");

-- CreateIndex
CREATE INDEX "source_messages_source_id_id_idx" ON "source_messages"("source_id", "id" DESC);

-- CreateIndex
CREATE INDEX "source_messages_waiting" ON "source_messages"("source_id", "id") WHERE (state = 'waiting');

-- CreateIndex
CREATE INDEX "source_messages_attention" ON "source_messages"("source_id", "state", "id" DESC) WHERE (state = 'unmapped' OR state = 'unverified');

-- CreateIndex
CREATE INDEX "source_messages_digest" ON "source_messages"("source_id", "digest", "id" DESC) WHERE (digest IS NOT NULL);

-- AddForeignKey
ALTER TABLE "sources" ADD CONSTRAINT "sources_partner_id_fkey" FOREIGN KEY ("partner_id") REFERENCES "partners"("id") ON DELETE SET NULL ON UPDATE CASCADE;

ALTER TABLE "sources" ADD CONSTRAINT "sources_duplicate_seconds" CHECK ("duplicate_seconds" >= 0);
