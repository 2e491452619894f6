-- Finds entities by the beginning of their IDs, in any collation, while a user types (decision 48). Equality uses this index too.
-- DropIndex
DROP INDEX "entities_tenant_id_folded_id_idx";

-- CreateIndex
CREATE INDEX "entities_tenant_id_folded_id_idx" ON "entities"("tenant_id", "folded_id" text_pattern_ops);
