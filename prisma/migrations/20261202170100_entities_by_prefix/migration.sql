-- The index on folded IDs finds entities by the beginning of their IDs while a user types (decision 48), which only the order of bytes allows.
ALTER TABLE "entities" ALTER COLUMN "folded_id" TYPE TEXT COLLATE "C";
