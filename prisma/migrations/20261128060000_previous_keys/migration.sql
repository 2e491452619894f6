-- CreateTable
CREATE TABLE "previous_keys" (
    "id" UUID NOT NULL,
    "webhook_id" UUID NOT NULL,
    "key_sealed" BYTEA NOT NULL,
    "valid_until" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "previous_keys_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "previous_keys_webhook_id_idx" ON "previous_keys"("webhook_id");

-- AddForeignKey
ALTER TABLE "previous_keys" ADD CONSTRAINT "previous_keys_webhook_id_fkey" FOREIGN KEY ("webhook_id") REFERENCES "webhooks"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- The keys whose overlap runs or has ended lately. A webhook's own id serves as the first one's: it is older than any rotation.
INSERT INTO "previous_keys" ("id", "webhook_id", "key_sealed", "valid_until")
SELECT "id", "id", "previous_key_sealed", "previous_key_until" FROM "webhooks"
WHERE "previous_key_sealed" IS NOT NULL AND "previous_key_until" IS NOT NULL;

UPDATE "webhooks" SET "previous_key_sealed" = NULL, "previous_key_until" = NULL WHERE "previous_key_sealed" IS NOT NULL;
