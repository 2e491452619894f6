-- A deleted webhook is kept for the history only and never sent to: it needs no secrets, and its rows would hold up a change of
-- the encryption key for good. An empty value stands for no key.
DELETE FROM "previous_keys" USING "webhooks" WHERE "webhooks"."id" = "previous_keys"."webhook_id" AND "deleted_at" IS NOT NULL;

UPDATE "webhooks" SET "key_sealed" = '', "headers_sealed" = NULL, "authentication_sealed" = NULL WHERE "deleted_at" IS NOT NULL;
