-- CreateEnum
CREATE TYPE "event_validation" AS ENUM ('off', 'warn', 'enforce');

-- AlterTable
ALTER TABLE "attempts" ADD COLUMN     "method" TEXT;

-- AlterTable
ALTER TABLE "event_types" ADD COLUMN     "validation" "event_validation" NOT NULL DEFAULT 'off',
ADD COLUMN     "version" SMALLINT NOT NULL DEFAULT 1;

-- AlterTable
ALTER TABLE "events" ADD COLUMN     "changes" JSON,
ADD COLUMN     "version" SMALLINT NOT NULL DEFAULT 1,
ADD COLUMN     "warnings" JSON;

-- AlterTable
ALTER TABLE "triggers" ADD COLUMN     "version" SMALLINT;

-- AlterTable
ALTER TABLE "webhooks" ADD COLUMN     "authentication" JSONB,
ADD COLUMN     "authentication_sealed" BYTEA,
ADD COLUMN     "method" TEXT NOT NULL DEFAULT 'POST',
ADD COLUMN     "number" SERIAL NOT NULL,
ADD COLUMN     "options" JSONB NOT NULL DEFAULT '{}';

-- CreateTable
CREATE TABLE "event_type_versions" (
    "name" TEXT NOT NULL,
    "version" SMALLINT NOT NULL,
    "schema" JSONB NOT NULL,
    "sample" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "event_type_versions_pkey" PRIMARY KEY ("name","version")
);

-- CreateIndex
CREATE UNIQUE INDEX "webhooks_number_key" ON "webhooks"("number");

-- AddForeignKey
ALTER TABLE "event_type_versions" ADD CONSTRAINT "event_type_versions_name_fkey" FOREIGN KEY ("name") REFERENCES "event_types"("name") ON DELETE CASCADE ON UPDATE CASCADE;
