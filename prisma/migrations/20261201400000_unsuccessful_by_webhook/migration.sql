-- The failed and discarded deliveries of a webhook, for its incidents and its health. A success changes no column of this index, so it stays
-- a heap-only update (decision 27). In a large ledger, Postgres reads each partition once to build it.
CREATE INDEX "deliveries_webhook_unsuccessful_idx" ON "deliveries"("webhook_id", "id" DESC) WHERE (unsuccessful_state IS NOT NULL);
