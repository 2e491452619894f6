-- Open pages follow the ledger (decision 45). Tables that change rarely announce their changes here, so that no writer can forget it; Postgres
-- sends equal notifications of a transaction once. Deliveries, attempts, events and messages are announced by their writers, after the fact.
CREATE FUNCTION announce_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('hookledger_changes', TG_ARGV[0]);
  RETURN NULL;
END
$$;

CREATE TRIGGER webhooks_announce AFTER INSERT OR UPDATE OR DELETE ON webhooks
  FOR EACH STATEMENT EXECUTE FUNCTION announce_change('webhooks');

-- Without the lease and the count of failures in a row, which no page shows.
CREATE TRIGGER jobs_announce AFTER INSERT OR DELETE OR UPDATE OF state, reason, rate, total, excluded, released, created, succeeded, failed ON jobs
  FOR EACH STATEMENT EXECUTE FUNCTION announce_change('jobs');

-- Each opening, closing and change by a user adds an entry. The statement that records failures adds none for an incident that is already open.
CREATE TRIGGER incident_entries_announce AFTER INSERT ON incident_entries
  FOR EACH ROW EXECUTE FUNCTION announce_change('incidents');

CREATE TRIGGER sources_announce AFTER INSERT OR DELETE OR UPDATE OF name, verification, mapping, token_hash, key_sealed, networks, deleted_at ON sources
  FOR EACH STATEMENT EXECUTE FUNCTION announce_change('sources');

-- What ends a session or changes what it permits. The time at which a session was last seen is not announced.
CREATE TRIGGER sessions_announce AFTER UPDATE OF ended_at OR DELETE ON sessions
  FOR EACH STATEMENT EXECUTE FUNCTION announce_change('sessions');
CREATE TRIGGER users_announce AFTER UPDATE OF role_id, partner_id, disabled_at ON users
  FOR EACH STATEMENT EXECUTE FUNCTION announce_change('permissions');
CREATE TRIGGER roles_announce AFTER UPDATE OF permissions ON roles
  FOR EACH STATEMENT EXECUTE FUNCTION announce_change('permissions');
