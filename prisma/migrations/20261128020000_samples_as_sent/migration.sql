-- json keeps the text of a sample: the digits of its numbers and the order of its fields.
-- AlterTable
ALTER TABLE "event_types" ALTER COLUMN "sample" SET DATA TYPE JSON;

-- AlterTable
ALTER TABLE "event_type_versions" ALTER COLUMN "sample" SET DATA TYPE JSON;
