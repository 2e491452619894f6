-- Portal links: short-lived signed links to a part of the history, for a frame in another application (decision 43).
-- CreateTable
CREATE TABLE "portal_links" (
    "id" UUID NOT NULL,
    "api_key_id" UUID NOT NULL,
    "partner_id" UUID,
    "actor" TEXT NOT NULL,
    "entity_type" TEXT,
    "entity_id" TEXT,
    "webhook_id" UUID,
    "can_resend" BOOLEAN NOT NULL,
    "appearance" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "portal_links_pkey" PRIMARY KEY ("id"),
    -- A link without a target would show everything of the lender.
    CONSTRAINT "portal_links_target" CHECK (
      ("entity_type" IS NULL) = ("entity_id" IS NULL)
      AND num_nonnulls("entity_id", "webhook_id") <= 1
      AND num_nonnulls("entity_id", "webhook_id", "partner_id") >= 1)
);

-- CreateIndex
CREATE INDEX "portal_links_api_key_id_idx" ON "portal_links"("api_key_id");

-- AddForeignKey
ALTER TABLE "portal_links" ADD CONSTRAINT "portal_links_api_key_id_fkey" FOREIGN KEY ("api_key_id") REFERENCES "api_keys"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
