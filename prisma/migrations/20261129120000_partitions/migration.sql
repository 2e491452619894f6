-- Events, deliveries and attempts by month, bodies and event data by week (decision 28). Nothing is copied but the idempotency
-- keys: each existing table becomes the first partition of the new one.
ALTER TABLE "events" ALTER COLUMN "data" DROP NOT NULL;

-- The same indexes as the new tables will have, so that the existing ones can become partitions.
CREATE UNIQUE INDEX "attempts_id_delivery_id" ON "attempts"("id", "delivery_id");
CREATE INDEX "deliveries_event_id_webhook_id" ON "deliveries"("event_id", "webhook_id");

-- CreateTable
CREATE TABLE "dedupe_keys" (
    "key" TEXT NOT NULL,
    "event_id" UUID NOT NULL,

    CONSTRAINT "dedupe_keys_pkey" PRIMARY KEY ("key")
);

INSERT INTO "dedupe_keys" ("key", "event_id") SELECT "dedupe_key", "id" FROM "events" WHERE "dedupe_key" IS NOT NULL;

-- CreateIndex
CREATE INDEX "dedupe_keys_event_id_idx" ON "dedupe_keys"("event_id");

-- DropIndex
DROP INDEX "events_dedupe_key_key";
DROP INDEX "deliveries_event_id_webhook_id_key";
ALTER TABLE "attempts" DROP CONSTRAINT "attempts_pkey";
ALTER TABLE "attempts" ADD CONSTRAINT "attempts_pkey" PRIMARY KEY USING INDEX "attempts_id_delivery_id";

-- CreateTable
CREATE TABLE "event_data" (
    "event_id" UUID NOT NULL,
    "data" JSON NOT NULL,
    "changes" JSON,
    "warnings" JSON,

    CONSTRAINT "event_data_pkey" PRIMARY KEY ("event_id")
) PARTITION BY RANGE ("event_id");

-- CreateTable
CREATE TABLE "bodies" (
    "id" UUID NOT NULL,
    "bytes" BYTEA NOT NULL,

    CONSTRAINT "bodies_pkey" PRIMARY KEY ("id")
) PARTITION BY RANGE ("id");

-- The smallest UUIDv7 of a time.
CREATE FUNCTION pg_temp.id_floor(at timestamptz) RETURNS uuid LANGUAGE sql AS $$
  SELECT (substr(hex, 1, 8) || '-' || substr(hex, 9) || '-7000-8000-000000000000')::uuid
  FROM lpad(to_hex((extract(epoch FROM at) * 1000)::bigint), 12, '0') hex
$$;

DO $$
DECLARE
  newest bigint;
  month_end uuid;
  week_end uuid;
  part record;
  index record;
BEGIN
  -- A month is a different time in another zone.
  SET LOCAL timezone = 'UTC';
  -- The first bounds after now, and after the newest rows, whose clock may have been ahead: UUIDv7 begin with milliseconds.
  SELECT max(('x' || substr(replace(id::text, '-', ''), 1, 12))::bit(48)::bigint) INTO newest FROM (
    (SELECT id FROM events ORDER BY id DESC LIMIT 1) UNION ALL (SELECT id FROM deliveries ORDER BY id DESC LIMIT 1)) ids;
  newest := greatest(newest, (extract(epoch FROM now()) * 1000)::bigint);
  month_end := pg_temp.id_floor(date_trunc('month', to_timestamp(newest / 1000.0), 'UTC') + interval '1 month');
  week_end := pg_temp.id_floor(date_trunc('week', to_timestamp(newest / 1000.0), 'UTC') + interval '1 week');

  FOR part IN SELECT * FROM (VALUES ('events', 'id'), ('deliveries', 'id'), ('attempts', 'delivery_id')) AS parts (name, key)
  LOOP
    FOR index IN SELECT indexname AS name FROM pg_indexes WHERE schemaname = current_schema() AND tablename = part.name
    LOOP
      EXECUTE format('ALTER INDEX %I RENAME TO %I', index.name, index.name || '_first');
    END LOOP;
    EXECUTE format('ALTER TABLE %I RENAME TO %I', part.name, part.name || '_first');
    EXECUTE format('CREATE TABLE %I (LIKE %I INCLUDING DEFAULTS INCLUDING CONSTRAINTS INCLUDING STORAGE) PARTITION BY RANGE (%I)',
                   part.name, part.name || '_first', part.key);
  END LOOP;

  ALTER TABLE events ADD CONSTRAINT events_pkey PRIMARY KEY (id);
  CREATE INDEX events_entity_type_entity_id_id_idx ON events (entity_type, entity_id, id DESC);
  CREATE INDEX events_type_id_idx ON events (type, id DESC);
  CREATE INDEX events_partner_id_id_idx ON events (partner_id, id DESC) WHERE partner_id IS NOT NULL;

  ALTER TABLE deliveries ADD CONSTRAINT deliveries_pkey PRIMARY KEY (id);
  CREATE INDEX deliveries_event_id_webhook_id_idx ON deliveries (event_id, webhook_id);
  CREATE INDEX deliveries_entity_type_entity_id_id_idx ON deliveries (entity_type, entity_id, id DESC);
  CREATE INDEX deliveries_webhook_id_id_idx ON deliveries (webhook_id, id DESC);
  CREATE INDEX deliveries_event_type_id_idx ON deliveries (event_type, id DESC);
  CREATE INDEX deliveries_partner_id_id_idx ON deliveries (partner_id, id DESC) WHERE partner_id IS NOT NULL;
  CREATE INDEX deliveries_unsuccessful_state_id_idx ON deliveries (unsuccessful_state, id DESC) WHERE unsuccessful_state IS NOT NULL;
  CREATE INDEX deliveries_simulated ON deliveries (id) WHERE simulated;

  ALTER TABLE attempts ADD CONSTRAINT attempts_pkey PRIMARY KEY (id, delivery_id);
  CREATE UNIQUE INDEX attempts_delivery_id_number_key ON attempts (delivery_id, number);
  CREATE INDEX attempts_open ON attempts (requested_at) WHERE outcome IS NULL;
  CREATE INDEX attempts_response_code ON attempts (response_code, delivery_id DESC) WHERE response_code <> 200;

  FOR part IN SELECT * FROM (VALUES ('events', 'id'), ('deliveries', 'id'), ('attempts', 'delivery_id')) AS parts (name, key)
  LOOP
    -- Checked once, here; attaching then has nothing to check.
    EXECUTE format('ALTER TABLE %I ADD CONSTRAINT %I CHECK (%I < %L)', part.name || '_first', part.name || '_first_bound', part.key, month_end);
    EXECUTE format('ALTER TABLE %I ATTACH PARTITION %I FOR VALUES FROM (MINVALUE) TO (%L)', part.name, part.name || '_first', month_end);
    EXECUTE format('ALTER TABLE %I DROP CONSTRAINT %I', part.name || '_first', part.name || '_first_bound');
  END LOOP;
  EXECUTE format('CREATE TABLE event_data_first PARTITION OF event_data FOR VALUES FROM (MINVALUE) TO (%L)', week_end);
  EXECUTE format('CREATE TABLE bodies_first PARTITION OF bodies FOR VALUES FROM (MINVALUE) TO (%L)', week_end);
END $$;

-- Statistics of the tables as a whole, which autovacuum does not make.
ANALYZE "events", "deliveries", "attempts";
