-- The language of a trigger's condition (decision 38).
-- AlterTable
ALTER TABLE "triggers" ADD COLUMN "condition_language" TEXT NOT NULL DEFAULT 'cel';

ALTER TABLE "triggers" ADD CONSTRAINT "triggers_condition_language" CHECK ("condition_language" IN ('cel', 'clojure'));
