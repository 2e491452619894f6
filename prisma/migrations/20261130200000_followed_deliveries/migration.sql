-- While a delivery is being sent: whether another delivery of its line may wait for it, so that the end of the attempt has to look for the
-- next one. The claims of webhooks that send in order set it.
ALTER TABLE "open_deliveries" ADD COLUMN "followed" BOOLEAN NOT NULL DEFAULT false;
