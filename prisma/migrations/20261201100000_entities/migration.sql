-- The entities that events have named (decision 40), so that loans can be listed and found without regard to case.
-- CreateTable
CREATE TABLE "entities" (
    "tenant_id" UUID NOT NULL,
    "entity_type" TEXT NOT NULL,
    "entity_id" TEXT NOT NULL,
    "folded_id" TEXT NOT NULL,
    "first_id" UUID NOT NULL,
    "last_id" UUID NOT NULL,
    "last_type" TEXT NOT NULL,

    CONSTRAINT "entities_pkey" PRIMARY KEY ("tenant_id","entity_type","entity_id")
);

-- CreateTable
CREATE TABLE "entity_walks" (
    "name" TEXT NOT NULL,
    "next_id" UUID NOT NULL,
    "until_id" UUID,
    "called_until" TIMESTAMPTZ(3),

    CONSTRAINT "entity_walks_pkey" PRIMARY KEY ("name")
);

-- CreateIndex
CREATE INDEX "entities_tenant_id_folded_id_idx" ON "entities"("tenant_id", "folded_id");

-- CreateIndex
CREATE INDEX "entities_tenant_id_entity_type_last_id_idx" ON "entities"("tenant_id", "entity_type", "last_id" DESC);

-- New events are walked from a minute ago, and the existing ledger, in the background, up to now.
WITH clock AS (
  SELECT (extract(epoch FROM now()) * 1000)::bigint AS ms
), bound AS (
  SELECT (lpad(to_hex(ms), 12, '0') || '70008000000000000000')::uuid AS now,
         (lpad(to_hex(ms - 60000), 12, '0') || '70008000000000000000')::uuid AS minute_ago
  FROM clock
)
INSERT INTO "entity_walks" ("name", "next_id", "until_id")
SELECT 'new', minute_ago, NULL FROM bound
UNION ALL
SELECT 'backfill', '00000000-0000-0000-0000-000000000000', now FROM bound;
