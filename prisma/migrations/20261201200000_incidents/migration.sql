-- Incidents (decision 41): a webhook whose deliveries fail for one reason, from the first permanent failure until nothing is failed or held.
-- Webhooks that are paused already get theirs from the sweep.
-- CreateTable
CREATE TABLE "incidents" (
    "id" UUID NOT NULL,
    "webhook_id" UUID NOT NULL,
    "error_code" TEXT NOT NULL,
    "error_params" JSONB,
    "opened_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "closed_at" TIMESTAMPTZ(3),
    "reopened" INTEGER NOT NULL DEFAULT 0,
    "total_failed" INTEGER NOT NULL DEFAULT 0,
    "peak_held" INTEGER NOT NULL DEFAULT 0,
    "counts_from" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "first_delivery_id" UUID,
    "last_delivery_id" UUID,
    "failed_delivery_id" UUID,
    "last_failed_at" TIMESTAMPTZ(3),
    "assignee_id" UUID,

    CONSTRAINT "incidents_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "incident_entries" (
    "id" BIGSERIAL NOT NULL,
    "incident_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "kind" TEXT NOT NULL,
    "actor_kind" TEXT NOT NULL,
    "actor_name" TEXT NOT NULL,
    "partner_id" UUID,
    "details" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "incident_entries_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "incidents_open" ON "incidents"("webhook_id", "error_code") WHERE (closed_at IS NULL);

-- CreateIndex
CREATE INDEX "incidents_webhook_id_id_idx" ON "incidents"("webhook_id", "id" DESC);

-- CreateIndex
CREATE INDEX "incident_entries_incident_id_id_idx" ON "incident_entries"("incident_id", "id");

-- AddForeignKey
ALTER TABLE "incidents" ADD CONSTRAINT "incidents_webhook_id_fkey" FOREIGN KEY ("webhook_id") REFERENCES "webhooks"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "incidents" ADD CONSTRAINT "incidents_assignee_id_fkey" FOREIGN KEY ("assignee_id") REFERENCES "users"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "incident_entries" ADD CONSTRAINT "incident_entries_incident_id_fkey" FOREIGN KEY ("incident_id") REFERENCES "incidents"("id") ON DELETE CASCADE ON UPDATE CASCADE;
