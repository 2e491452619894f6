-- Jobs create deliveries that are missing, and list what they released and created (decision 29). The two indexes on deliveries are
-- empty; building each reads the table of deliveries once.
-- AlterTable
ALTER TABLE "deliveries" ADD COLUMN "replay_job_id" UUID;

-- AlterTable
ALTER TABLE "jobs" ADD COLUMN "created" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN "without_data" INTEGER NOT NULL DEFAULT 0;

-- CreateTable
CREATE TABLE "job_exclusions" (
    "job_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "event_id" UUID NOT NULL,
    "webhook_id" UUID NOT NULL,
    "reason" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "job_exclusions_pkey" PRIMARY KEY ("job_id","id")
);

-- CreateIndex
CREATE INDEX "deliveries_release_job_id_id_idx" ON "deliveries"("release_job_id", "id") WHERE (release_job_id IS NOT NULL);

-- CreateIndex
CREATE INDEX "deliveries_replay_job_id_id_idx" ON "deliveries"("replay_job_id", "id") WHERE (replay_job_id IS NOT NULL);

-- AddForeignKey
ALTER TABLE "job_exclusions" ADD CONSTRAINT "job_exclusions_job_id_fkey" FOREIGN KEY ("job_id") REFERENCES "jobs"("id") ON DELETE CASCADE ON UPDATE CASCADE;
